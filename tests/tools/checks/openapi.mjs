// Redocly lints the document by its recommended rules.
import { execFileSync } from "node:child_process";

// A description of a system says nothing of licences and servers; the server is where the document is served.
const UNKNOWN = ["info-license", "no-server-example.com"];

export function check(paths) {
  const env = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", REDOCLY_TELEMETRY: "off" };
  const command = [`${process.env.TOOLS}/node_modules/.bin/redocly`, "lint", "--extends", "recommended", "--format", "json"];
  const options = { env, maxBuffer: 64 << 20, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  let written;
  try {
    written = execFileSync("node", [...command, "--max-problems", "1000", ...paths], options);
  } catch (failed) {
    // It ends with another code than 0 if it finds an error, and says all the same what it finds.
    written = failed.stdout;
  }
  // It writes an object for each file, one behind the other.
  const results = written.trim().replace(/^\}\s*\{$/gm, "}\0{").split("\0").map((result) => JSON.parse(result));
  if (results.length !== paths.length) throw new Error(`${results.length} results for ${paths.length} files`);
  return results.map(({ problems }) =>
    problems
      .filter(({ ruleId }) => !UNKNOWN.includes(ruleId))
      .map(({ severity, ruleId, message, location }) => `${severity} ${ruleId} at ${location[0].pointer}: ${message}`),
  );
}
