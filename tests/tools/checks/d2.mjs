// D2 compiles the diagram, lays it out and draws it.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { missing } from "./shown.mjs";

export async function check(paths) {
  // What `require` finds is broken in this version: a script of the one kind in a package of the other.
  const { D2 } = await import(pathToFileURL(`${process.env.TOOLS}/node_modules/@terrastruct/d2/dist/node-esm/index.js`));
  const d2 = new D2();
  const problems = [];
  for (const path of paths) {
    try {
      const { diagram, renderOptions } = await d2.compile(readFileSync(path, "utf8"));
      await d2.render(diagram, renderOptions);
      problems.push(missing(path, [...diagram.shapes, ...diagram.connections].map((it) => it.label)));
    } catch (error) {
      problems.push([String(error.message)]);
    }
  }
  return problems;
}
