// Ajv holds a description, as JSON or YAML, to the schema that lies beside it as `schema.json`, as an editor does.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const { default: Ajv } = await load("ajv/dist/2020.js");
const { default: addFormats } = await load("ajv-formats");
const { load: parse, CORE_SCHEMA } = (await load("js-yaml")).default;

const validators = new Map();

function validator(folder) {
  if (!validators.has(folder)) {
    // A condition on fields ("one of the two") stands beside the fields and not around them.
    const ajv = addFormats(new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }));
    // Rust's names of integers, which say no more than the limits beside them.
    ajv.addFormat("uint32", true);
    validators.set(folder, ajv.compile(JSON.parse(readFileSync(join(folder, "schema.json"), "utf8"))));
  }
  return validators.get(folder);
}

export const check = (paths) =>
  paths.map((path) => {
    const validate = validator(dirname(path));
    if (validate(parse(readFileSync(path, "utf8"), { schema: CORE_SCHEMA }))) return [];
    return validate.errors.map((error) => `${error.instancePath} ${error.message}`);
  });
