// Finds texts that a picture does not show. Beside the source of a diagram lies a list of the texts that it must show,
// in a file with the ending `.texts`. Where a line breaks is the tool's own business, so spaces do not count, and
// nor does a word joiner, which nobody sees.
import { existsSync, readFileSync } from "node:fs";

const dense = (text) => text.replace(/[\s\u2060]/gu, "");

// `texts` is everything that the picture shows, in the order in which it stands there.
export function missing(path, texts) {
  if (!existsSync(`${path}.texts`)) return [];
  const all = dense(texts.join(""));
  const expected = JSON.parse(readFileSync(`${path}.texts`, "utf8"));
  return expected.filter((text) => !all.includes(dense(text))).map((text) => `does not show ${JSON.stringify(text)}`);
}

// The texts of an SVG document.
export function texts(svg) {
  const signs = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u{a0}" };
  const decoded = (text) =>
    text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu, (whole, hex, decimal, name) =>
      name ? (signs[name] ?? whole) : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
    );
  return [...svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gsu)].map((text) => decoded(text[1].replace(/<[^>]*>/gu, "")));
}
