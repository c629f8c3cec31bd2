// Graphviz lays the graph out and draws it, without a word of warning.
import { spawnSync } from "node:child_process";
import { missing, texts } from "./shown.mjs";

export function check(paths) {
  return paths.map((path) => {
    const { status, stdout, stderr, error } = spawnSync("dot", ["-Tsvg", path], { encoding: "utf8" });
    if (error) throw error;
    const complaints = [...(status === 0 ? [] : [`dot ends with ${status}`]), ...stderr.split("\n").filter(Boolean)];
    return [...complaints, ...missing(path, texts(stdout))];
  });
}
