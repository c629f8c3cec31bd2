// Backstage's catalogue model accepts every entity, and what entities point to is in the file.
import { readFileSync } from "node:fs";

const model = await load("@backstage/catalog-model");
const { loadAll } = (await load("js-yaml")).default;

const POLICY = model.EntityPolicies.allOf([
  new model.SchemaValidEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
]);
const VALIDATORS = {
  System: model.systemEntityV1alpha1Validator,
  Component: model.componentEntityV1alpha1Validator,
  API: model.apiEntityV1alpha1Validator,
  Resource: model.resourceEntityV1alpha1Validator,
};

async function problems(text) {
  const entities = loadAll(text);
  const found = [];
  const known = new Set(entities.map(({ kind, metadata }) => `${kind}:${metadata.name}`.toLowerCase()));
  if (known.size !== entities.length) found.push("a name is given twice");
  for (const entity of entities) {
    const name = `${entity.kind} ${entity.metadata.name}`;
    const checked = { ...entity, metadata: { namespace: "default", ...entity.metadata } };
    await POLICY.enforce(checked).catch((error) => found.push(`${name}: ${error.message}`));
    const valid = await VALIDATORS[entity.kind].check(checked).catch((error) => found.push(`${name}: ${error.message}`));
    if (!valid) found.push(`${name} is of no known kind`);
    const { system, providesApis = [], consumesApis = [], dependsOn = [], definition } = entity.spec;
    const named = [...(system ? [`system:${system}`] : []), ...dependsOn];
    named.push(...[...providesApis, ...consumesApis].map((api) => `api:${api}`));
    for (const other of named) if (!known.has(other)) found.push(`${name} points to ${other}, which is not there`);
    if (entity.kind === "API" && !loadAll(definition)[0][entity.spec.type]) found.push(`${name} is defined by nothing`);
  }
  if (!entities.some(({ kind }) => kind === "Component")) found.push("there is no component");
  return found;
}

export async function check(paths) {
  const all = [];
  for (const path of paths) all.push(await problems(readFileSync(path, "utf8")));
  return all;
}
