// Every record has the parts that MADR 4 asks for, in its order, and a linter finds nothing wrong.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { lintText } from "./markdown.mjs";
import { unpacked } from "./unpacked.mjs";

const { load: parse } = (await load("js-yaml")).default;

// The headings of MADR 4's template; those with `true` may be left out.
const PARTS = [
  ["## Context and Problem Statement"],
  ["## Decision Drivers", true],
  ["## Considered Options"],
  ["## Decision Outcome"],
  ["### Consequences", true],
  ["### Confirmation", true],
  ["## Pros and Cons of the Options", true],
  ["## More Information", true],
];

function structure(text) {
  const [, front, body] = text.match(/^---\n([^]*?)---\n\n([^]*)$/) ?? [];
  if (!front) return ["there is no front matter"];
  const found = [];
  if (!["proposed", "accepted", "rejected"].includes(parse(front).status)) found.push(`its status is ${parse(front).status}`);
  const headings = body.split("\n").filter((line) => line.startsWith("#"));
  if (!headings[0].startsWith("# ")) found.push("it has no title");
  let at = 0;
  for (const [part, optional] of PARTS) {
    const place = headings.indexOf(part);
    if (place < 0 && optional) continue;
    if (place <= at - 1) found.push(`${part} is missing or in the wrong place`);
    at = place;
  }
  const options = [...body.match(/## Considered Options\n\n((?:\* .*\n)+)/)?.[1].matchAll(/^\* (.*)$/gm) ?? []].map(([, option]) => option);
  const chosen = body.match(/Chosen option: "(.*?)", because/)?.[1];
  if (!options.includes(chosen)) found.push(`${chosen} is chosen and is no option`);
  for (const option of options) if (!headings.includes(`### ${option}`)) found.push(`${option} has no pros and cons`);
  return found;
}

async function problems(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".md"));
  const found = files.length ? [] : ["there is no record"];
  for (const file of files) {
    const text = readFileSync(join(folder, file), "utf8");
    const wrong = [...structure(text), ...(await lintText(text))];
    found.push(...wrong.map((problem) => `${file}: ${problem}`));
  }
  return found;
}

export async function check(paths) {
  const all = [];
  for (const path of paths) all.push(await unpacked(path, problems));
  return all;
}
