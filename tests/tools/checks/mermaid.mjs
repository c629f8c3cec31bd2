// Mermaid parses and draws the diagram, in Chromium.
import { readFileSync } from "node:fs";
import { launch } from "../../browser/site.mjs";
import { missing } from "./shown.mjs";

export async function check(paths) {
  const browser = await launch();
  const page = await browser.newPage();
  await page.addScriptTag({ path: `${process.env.TOOLS}/node_modules/mermaid/dist/mermaid.min.js` });
  const draw = async (source) => {
    window.mermaid.initialize({ startOnLoad: false, maxTextSize: 1e7, maxEdges: 1e5 });
    try {
      await window.mermaid.parse(source);
      const { svg } = await window.mermaid.render("drawn", source);
      const drawn = new DOMParser().parseFromString(svg, "text/html");
      const texts = [...drawn.querySelectorAll("text, foreignObject")].map((it) => it.textContent);
      return { problems: [], texts };
    } catch (error) {
      return { problems: [String(error.message ?? error)], texts: [] };
    }
  };
  const problems = [];
  for (const path of paths) {
    const drawn = await page.evaluate(draw, readFileSync(path, "utf8"));
    problems.push([...drawn.problems, ...missing(path, drawn.texts)]);
  }
  await browser.close();
  return problems;
}
