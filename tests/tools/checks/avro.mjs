// fastavro parses the records; a value of each is written and read back.
import { python } from "./python.mjs";

const SCRIPT = `
import datetime, io, json, re, sys
import fastavro

def sample(schema):
    if isinstance(schema, list):
        return sample(schema[-1])
    if isinstance(schema, str):
        return {"string": "text", "long": 1, "int": 1, "double": 1.5, "boolean": True, "null": None}[schema]
    logical = schema.get("logicalType")
    if logical == "timestamp-millis":
        return datetime.datetime(2026, 1, 15, 9, 30, tzinfo=datetime.timezone.utc)
    if logical == "date":
        return datetime.date(2026, 1, 15)
    if logical == "uuid":
        return "00000000-0000-4000-8000-000000000001"
    if schema["type"] == "array":
        return [sample(schema["items"])]
    if schema["type"] == "map":
        return {"a": sample(schema["values"])}
    return sample(schema["type"])

problems = []
for path in sys.argv[1:]:
    found = []
    try:
        with open(path, encoding="utf-8") as file:
            records = json.load(file)
        fastavro.parse_schema(records)
        for record in records:
            # fastavro does not look at names.
            names = [record["name"], *(field["name"] for field in record["fields"])]
            names += record.get("namespace", "a").split(".")
            found += [f"{name} is no name" for name in names if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name)]
            schema = fastavro.parse_schema(record)
            value = {field["name"]: sample(field["type"]) for field in record["fields"]}
            out = io.BytesIO()
            fastavro.schemaless_writer(out, schema, value)
            out.seek(0)
            read = fastavro.schemaless_reader(out, schema)
            read = {name: str(given) if name and not isinstance(value[name], type(given)) else given for name, given in read.items()}
            if read != value:
                found.append(f"{record['name']}: {read} and not {value}")
    except Exception as error:
        found.append(f"{type(error).__name__}: {error}")
    problems.append(found)
print(json.dumps(problems))
`;

export const check = (paths) => python(SCRIPT, paths);
