// openapi-spec-validator, the other reader of OpenAPI documents that people use.
import { python } from "./python.mjs";

const SCRIPT = `
import json, sys
from openapi_spec_validator import OpenAPIV31SpecValidator

problems = []
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    errors = OpenAPIV31SpecValidator(document).iter_errors()
    problems.append([f"{'/'.join(map(str, error.path))}: {error.message}" for error in errors])
print(json.dumps(problems))
`;

export const check = (paths) => python(SCRIPT, paths);
