// Unpacks a zip into a new folder. Python's module also checks every file's sum.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

// Calls `use` with the folder and removes the folder afterwards.
export async function unpacked(path, use) {
  const folder = mkdtempSync(join(tmpdir(), "unpacked-"));
  try {
    execFileSync("python3", ["-m", "zipfile", "-e", path, folder]);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
