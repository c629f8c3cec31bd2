// PlantUML draws the diagram. One process draws all files, because Java starts slowly.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { missing, texts } from "./shown.mjs";

export function check(paths) {
  const { status, stderr, error } = spawnSync("plantuml", ["-tsvg", "-charset", "UTF-8", ...paths], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  if (error) throw error;
  return paths.map((path) => {
    let svg;
    try {
      svg = readFileSync(path.replace(/\.[^.]*$/u, ".svg"), "utf8");
    } catch {
      return [`draws nothing (${status}): ${stderr}`];
    }
    const shown = texts(svg);
    const error = shown.find((text) => /Syntax Error|An error has occured|Some diagram description/u.test(text));
    return [...(error ? shown.slice(0, 12) : []), ...missing(path, shown)];
  });
}
