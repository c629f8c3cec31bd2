// Reads descriptions as JSON, one per line, from standard input, and prints the answer of the engine in WASM for each.
const { assess } = require("../../target/engine-wasm/engine.js");
const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => process.stdout.write(assess(line) + "\n"));
