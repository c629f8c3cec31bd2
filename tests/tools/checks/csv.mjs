// Python's csv module reads the table: every row has as many cells as the header.
import { python } from "./python.mjs";

const SCRIPT = `
import csv, json, sys
problems = []
for path in sys.argv[1:]:
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file, strict=True)
    wrong = [f"row {i}: {len(row)} cells" for i, row in enumerate(rows, 2) if len(row) != len(header)]
    problems.append(wrong if rows else ["there is no row"])
print(json.dumps(problems))
`;

export const check = (paths) => python(SCRIPT, paths);
