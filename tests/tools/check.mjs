// Has files checked by the tools that they are for.
//
// It reads `[{"check": "asyncapi", "path": "…"}]` from standard input and writes a list of problems for each file, in
// the same order. A check is a file in `checks` that exports `check(paths)`: a list of problems for each path.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

// The packages are installed outside the repository, in TOOLS.
globalThis.load = async (name) => import(pathToFileURL(createRequire(`${process.env.TOOLS}/`).resolve(name)));

const files = JSON.parse(await text(process.stdin));
const problems = files.map(() => null);
for (const name of new Set(files.map((file) => file.check))) {
  const { check } = await import(`./checks/${name}.mjs`);
  const mine = files.flatMap((file, index) => (file.check === name ? [index] : []));
  const found = await check(mine.map((index) => files[index].path));
  mine.forEach((index, place) => (problems[index] = found[place]));
}
process.stdout.write(JSON.stringify(problems), () => process.exit(0));
