// Runs a Python script with the packages that `requirements.txt` names. The script prints one JSON value.
import { execFileSync } from "node:child_process";

export function python(script, args) {
  const env = { ...process.env, PYTHONPATH: process.env.PYTHON_PACKAGES, PYTHONDONTWRITEBYTECODE: "1" };
  return JSON.parse(execFileSync("python3", ["-c", script, ...args], { env, maxBuffer: 64 << 20 }));
}
