// Microsoft's validator holds a log to the schema of SARIF 2.1.0, to the rules of the standard and to those of GitHub's
// code scanning; sarif-tools, with which many teams read logs, finds a record with its line for each result.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { python } from "./python.mjs";

// There is no address of the tool that everybody reaches: each team runs its own.
const NOT_OURS = ["SARIF2005"];

function validated(paths) {
  const program = createRequire(`${process.env.TOOLS}/`)("@microsoft/sarif-multitool-linux");
  chmodSync(program, 0o755);
  const folder = mkdtempSync(join(tmpdir(), "sarif-"));
  // The validator passes over files with another ending.
  paths.forEach((path, index) => copyFileSync(path, join(folder, `${index}.sarif`)));
  const output = join(folder, "problems.json");
  const options = ["--output", output, "--log", "ForceOverwrite", "--rule-kind", "Sarif;Ghas", "--quiet", "true"];
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" };
  execFileSync(program, ["validate", join(folder, "*.sarif"), ...options], { env });
  const { results } = JSON.parse(readFileSync(output, "utf8")).runs[0];
  rmSync(folder, { recursive: true });
  const problems = paths.map(() => []);
  for (const { ruleId, locations, message } of results.filter((result) => !NOT_OURS.includes(result.ruleId))) {
    const { artifactLocation, region } = locations[0].physicalLocation;
    const index = Number(artifactLocation.uri.match(/(\d+)\.sarif$/)[1]);
    problems[index].push(`${ruleId}, line ${region?.startLine}: ${message.arguments?.join(" ") ?? message.text}`);
  }
  return problems;
}

const SCRIPT = `
import json, sys
from sarif import loader
problems = []
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        results = json.load(file)["runs"][0]["results"]
    records = loader.load_sarif_file(path).get_records()
    found = [f"no line in {record}" for record in records if not record["Location"] or not record["Line"]]
    if len(records) != len(results):
        found.append(f"sarif-tools finds {len(records)} of {len(results)} results")
    problems.append(found)
print(json.dumps(problems))
`;

export const check = (paths) => {
  const read = python(SCRIPT, paths);
  return validated(paths).map((problems, index) => [...problems, ...read[index]]);
};
