// A linter for Markdown finds nothing wrong. Lines are as long as their sentences.
import { readFileSync } from "node:fs";

const { lint } = await load("markdownlint/promise");

// Two options may have the same parts, and a name in a heading may end in any sign.
const config = { default: true, MD013: false, MD026: false, MD024: { siblings_only: true }, MD060: false };

export async function lintText(text) {
  const found = (await lint({ strings: { text }, config })).text;
  return found.map(({ lineNumber, ruleNames, ruleDescription, errorDetail }) => {
    const line = text.split("\n")[lineNumber - 1];
    return `${ruleNames[0]} line ${lineNumber}: ${ruleDescription} ${errorDetail ?? ""} in ${line}`;
  });
}

export async function check(paths) {
  const all = [];
  for (const path of paths) all.push(await lintText(readFileSync(path, "utf8")));
  return all;
}
