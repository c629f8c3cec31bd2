// AsyncAPI's own parser accepts the document, as 3.0 and as 3.1.
import { readFileSync } from "node:fs";

const { Parser } = await load("@asyncapi/parser");
const parser = new Parser();

// What a newer version of the format offers, and whom to ask: neither is known to the one who writes the document.
const UNKNOWN = ["asyncapi-latest-version", "asyncapi3-tags", "asyncapi-info-contact", "asyncapi-info-license"];

async function problems(text) {
  const found = [];
  for (const version of ["3.0.0", "3.1.0"]) {
    const { document, diagnostics } = await parser.parse(text.replace(/^asyncapi: "?3\.0\.0"?$/m, `asyncapi: ${version}`));
    if (document?.version() !== version) found.push(`${version}: it is not read`);
    const counted = diagnostics.filter(({ code }) => !UNKNOWN.includes(code));
    found.push(...counted.map(({ code, message, path }) => `${version}: ${code} at /${path.join("/")}: ${message}`));
  }
  return found;
}

export async function check(paths) {
  const all = [];
  for (const path of paths) all.push(await problems(readFileSync(path, "utf8")));
  return all;
}
