// fastavro writes data by one version of an Avro schema and reads it by the other: whether that succeeds must be what
// the comparison says.
import { python } from "./python.mjs";

const SCRIPT = `
import io, json, os, random, sys
from fastavro import parse_schema, schemaless_reader, schemaless_writer

def datum(schema, names, rng, depth=0):
    if isinstance(schema, str) and schema in names:
        schema = names[schema]
    if isinstance(schema, list):
        return datum(rng.choice(schema), names, rng, depth)
    kind = schema["type"] if isinstance(schema, dict) else schema
    if kind == "record": return {f["name"]: datum(f["type"], names, rng, depth + 1) for f in schema["fields"]}
    if kind == "enum": return rng.choice(schema["symbols"])
    if kind == "fixed": return bytes(schema["size"])
    if kind == "array": return [datum(schema["items"], names, rng, depth + 1) for _ in range(1 + rng.randrange(2))]
    if kind == "map": return {"k": datum(schema["values"], names, rng, depth + 1)}
    if isinstance(kind, (dict, list)): return datum(kind, names, rng, depth)
    return {"null": None, "boolean": True, "int": rng.randrange(9), "long": rng.randrange(9), "float": 0.5,
            "double": 0.5, "string": "x", "bytes": b"x"}[kind]

def refused(writer, reader, seed):
    names = {}
    writer, reader = parse_schema(writer, names), parse_schema(reader)
    rng = random.Random(seed)
    for _ in range(30):
        out = io.BytesIO()
        value = datum(writer, names, rng)
        schemaless_writer(out, writer, value)
        try:
            schemaless_reader(io.BytesIO(out.getvalue()), writer, reader)
        except Exception as error:
            return f"{value}: {error}"
    return None

answers = []
for path in sys.argv[1:]:
    wrong = []
    counted = {"held": 0, "broken": 0}
    for seed, line in enumerate(open(path, encoding="utf-8")):
        case = json.loads(line)
        for direction, writer, reader in (("backward", case["old"], case["new"]), ("forward", case["new"], case["old"])):
            found = refused(writer, reader, seed)
            says = case[direction]
            counted["broken" if found else "held"] += 1
            if (says == "yes") != (found is None):
                wrong.append(f"{direction} is said to be {says}, and fastavro says {found or 'that it reads'}: {line.strip()}")
    if os.environ.get("COUNTED"): print(counted, file=sys.stderr)
    answers.append(wrong)
print(json.dumps(answers))
`;

export const check = (paths) => python(SCRIPT, paths);
