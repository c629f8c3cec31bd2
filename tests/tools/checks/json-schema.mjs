// Ajv compiles the document as JSON Schema 2020-12, and each event's schema by its own name.
import { readFileSync } from "node:fs";

const { default: Ajv } = await load("ajv/dist/2020.js");
const { default: addFormats } = await load("ajv-formats");

// Annotations such as `x-role` are no keywords of JSON Schema, which permits them.
export const ajv = () => addFormats(new Ajv({ strict: true, strictTypes: false, allErrors: true }))
  .addVocabulary(["x-role", "x-personal-data", "x-type-from-name", "x-type"]);

export const check = (paths) =>
  paths.map((path) => {
    const document = JSON.parse(readFileSync(path, "utf8"));
    try {
      const own = ajv();
      own.compile(document);
      const names = Object.values(document.$defs).map((schema) => schema.$id);
      return names.filter((name) => !own.getSchema(name)).map((name) => `no schema is called ${name}`);
    } catch (error) {
      return [error.message];
    }
  });
