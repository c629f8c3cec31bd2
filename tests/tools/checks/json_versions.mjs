// Ajv decides whether one version of a JSON Schema reads what another one wrote: values that it finds valid under the
// writer's schema must be valid under the reader's if the comparison says that it reads them.
import { readFileSync } from "node:fs";

const VALUES = 60;
const NAMES = ["a", "b", "c", "d", "e", "x1"];
const { default: Ajv } = await load("ajv/dist/2020.js");

/** A repeatable random source: the same values for the same line. */
function chance(seed) {
  let state = seed * 2654435761 + 1;
  return (end) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % end;
  };
}

/** A value that probably meets a schema, or nearly. */
function value(schema, root, below, depth = 0) {
  const free = () => ["", "x", "y", "zz", "abcdef", 0, 1, 2, 5, 7, 2.5, -1, null, true, [], [1, 1], {}, { a: 1 }, { kind: "x", b: "x" }][below(19)];
  if (typeof schema !== "object" || depth > 6 || below(12) === 0) return free();
  if (schema.$ref) return value(root.$defs.shared, root, below, depth + 1);
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[below(schema.enum.length)];
  const branches = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (branches) return value(branches[below(branches.length)], root, below, depth + 1);
  const types = [schema.type ?? (schema.properties ? "object" : "any")].flat();
  const near = (keywords, otherwise) => {
    const bounds = keywords.map((keyword) => schema[keyword]).filter((bound) => bound !== undefined);
    return bounds.length ? bounds[below(bounds.length)] + below(3) - 1 : otherwise;
  };
  switch (types[below(types.length)]) {
    case "null":
      return null;
    case "boolean":
      return below(2) === 0;
    case "string":
      return "x".repeat(Math.max(0, near(["minLength", "maxLength"], below(6))));
    case "integer":
      return near(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"], below(12) - 2);
    case "number":
      return near(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"], below(12) - 2) + below(2) / 2;
    case "array":
      return Array.from({ length: Math.max(0, near(["minItems", "maxItems"], below(4))) }, (_, index) =>
        value(schema.prefixItems?.[index] ?? (below(3) && schema.contains) ?? schema.items ?? true, root, below, depth + 1),
      );
    case "object": {
      const made = {};
      for (const [name, inner] of Object.entries(schema.properties ?? {}))
        if (schema.required?.includes(name) || below(2)) made[name] = value(inner, root, below, depth + 1);
      for (const name of schema.required ?? []) if (!(name in made)) made[name] = free();
      for (const name of NAMES) if (!below(6)) made[name] ??= schema.additionalProperties ? value(schema.additionalProperties, root, below, depth + 1) : free();
      return made;
    }
    default:
      return free();
  }
}

/** The values of the writer that the reader refuses; an empty list if none was found. */
function refused(writer, reader, values) {
  const plain = new Ajv({ strict: false, validateFormats: false });
  // A reader fills in defaults.
  const filling = new Ajv({ strict: false, validateFormats: false, useDefaults: true });
  const [writes, reads] = [plain.compile(writer), filling.compile(reader)];
  return values.filter((value) => writes(value) && !reads(structuredClone(value)));
}

export const check = (paths) =>
  paths.map((path) => {
    const wrong = [];
    const counted = { held: 0, broken: 0, unseen: 0, undecided: 0 };
    readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .forEach((line, index) => {
        const { old, new: next, backward, forward } = JSON.parse(line);
        const below = chance(index);
        const values = Array.from({ length: VALUES }, (_, turn) => (turn % 2 ? value(old, old, below) : value(next, next, below)));
        for (const [says, direction, writer, reader] of [[backward, "backward", old, next], [forward, "forward", next, old]]) {
          const found = refused(writer, reader, values);
          if (says === "yes" && found.length) wrong.push(`${direction} does not hold for ${JSON.stringify(found[0])}: ${line}`);
          if (says === "unknown") counted.undecided += 1;
          else if (says === "yes") counted.held += 1;
          else if (found.length) counted.broken += 1;
          else {
            counted.unseen += 1;
            if (process.env.UNSEEN) console.error(direction, line);
          }
        }
      });
    if (process.env.COUNTED) console.error(JSON.stringify(counted));
    return wrong;
  });
