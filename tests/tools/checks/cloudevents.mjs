// Ajv holds a batch of events against what CloudEvents 1.0 requires of its JSON format, and the data of each event
// against its own schema, which stands in the export as JSON Schema beside it.
import { existsSync, readFileSync } from "node:fs";
import { ajv } from "./json-schema.mjs";

// CloudEvents 1.0.2, "Context Attributes", and "JSON Event Format", section 3: names are lower-case letters and digits.
const ENVELOPE = {
  type: "array",
  items: {
    type: "object",
    required: ["specversion", "id", "source", "type"],
    properties: {
      specversion: { const: "1.0" },
      id: { type: "string", minLength: 1 },
      source: { type: "string", minLength: 1, format: "uri-reference" },
      type: { type: "string", minLength: 1 },
      subject: { type: "string", minLength: 1 },
      time: { type: "string", format: "date-time" },
      datacontenttype: { type: "string", pattern: "^[a-z]+/[a-z0-9.+-]+" },
      dataschema: { type: "string", format: "uri" },
      partitionkey: { type: "string", minLength: 1 },
      data: { type: "object" },
    },
    propertyNames: { pattern: "^[a-z0-9]+$" },
  },
};

export const check = (paths) =>
  paths.map((path) => {
    const batch = JSON.parse(readFileSync(path, "utf8"));
    const own = ajv();
    const problems = [];
    const held = (validate, value, name) => {
      if (!validate(value)) problems.push(...validate.errors.map((error) => `${name}${error.instancePath} ${error.message}`));
    };
    held(own.compile(ENVELOPE), batch, "");
    const ids = batch.map((event) => `${event.source} ${event.id}`);
    if (new Set(ids).size !== ids.length) problems.push("two events have the same source and id");
    const schemas = path.replace(/cloudevents\.json$/, "schema.json");
    if (schemas === path || !existsSync(schemas)) return [...problems, `${schemas} is missing`];
    own.compile(JSON.parse(readFileSync(schemas, "utf8")));
    for (const event of batch) {
      const validate = own.getSchema(event.dataschema);
      if (validate) held(validate, event.data, event.type);
      else problems.push(`no schema is called ${event.dataschema}`);
    }
    return problems;
  });
