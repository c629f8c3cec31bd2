// EventCatalog's SDK reads every page back, what pages point to is there, and every page is MDX.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { unpacked } from "./unpacked.mjs";

const sdk = (await load("@eventcatalog/sdk")).default.default;
const { compile } = await load("@mdx-js/mdx");

// The kinds of page, each with how the SDK reads all of them.
const READERS = {
  domains: "getDomains",
  services: "getServices",
  events: "getEvents",
  commands: "getCommands",
  queries: "getQueries",
  channels: "getChannels",
  containers: "getDataStores",
  flows: "getFlows",
};

async function problems(folder) {
  const found = [];
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".mdx"));
  for (const file of files) {
    const text = readFileSync(join(folder, file), "utf8").replace(/^---\n[^]*?\n---\n/, "");
    await compile(text).catch((error) => found.push(`${file} is no MDX: ${error.message}`));
  }
  const reader = sdk(folder);
  const ids = {};
  const pages = {};
  for (const [kind, read] of Object.entries(READERS)) {
    pages[kind] = (await reader[read]()) ?? [];
    ids[kind] = new Set(pages[kind].map(({ id }) => id));
    const written = files.filter((file) => file.split("/").at(-3) === kind).length;
    if (pages[kind].length !== written) found.push(`${kind}: ${pages[kind].length} of ${written} are read`);
    for (const page of pages[kind]) if (!page.id || !page.name || !page.version) found.push(`${kind}: ${JSON.stringify(page)}`);
  }
  const messages = new Set([...ids.events, ...ids.commands, ...ids.queries]);
  const points = (from, to, known) => {
    for (const { id } of to ?? []) if (!known.has(id)) found.push(`${from} points to ${id}, which is not there`);
  };
  for (const domain of pages.domains) {
    points(domain.id, domain.services, ids.services);
    points(domain.id, domain.flows, ids.flows);
  }
  for (const service of pages.services) {
    points(service.id, service.sends, messages);
    points(service.id, service.receives, messages);
    points(service.id, service.writesTo, ids.containers);
    for (const { to = [], from = [] } of [...(service.sends ?? []), ...(service.receives ?? [])]) points(service.id, [...to, ...from], ids.channels);
  }
  for (const flow of pages.flows) {
    const steps = new Set(flow.steps.map(({ id }) => id));
    for (const step of flow.steps) {
      points(flow.id, step.message && [step.message], messages);
      points(flow.id, step.service && [step.service], ids.services);
      points(flow.id, step.next_steps.map((id) => ({ id })), steps);
    }
  }
  if (pages.domains.length !== 1 || pages.flows.length === 0) found.push("there is no domain or no flow");
  return found;
}

export async function check(paths) {
  const all = [];
  for (const path of paths) all.push(await unpacked(path, problems));
  return all;
}
