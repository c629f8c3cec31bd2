// Answers each line of standard input, a description as JSON, with a line of the engine compiled to WASM.
const { assess } = require("../../target/engine-wasm/engine.js");
const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => process.stdout.write(assess(line) + "\n"));
