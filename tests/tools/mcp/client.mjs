// An assistant's client by the SDK for JavaScript, which speaks the revisions with a handshake.
//
// It reads `{"url": …}` or `{"command": [program, …]}`, with `"calls": [[method, …arguments], …]`, from standard input,
// and writes the revision and what each call answered: a result, or the code and the message of an error.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

// The packages are installed outside the repository, in TOOLS.
const load = async (name) => import(pathToFileURL(createRequire(`${process.env.TOOLS}/`).resolve(name)));
const sdk = "@modelcontextprotocol/sdk/client";
const { Client } = await load(`${sdk}/index.js`);
const { StdioClientTransport } = await load(`${sdk}/stdio.js`);
const { StreamableHTTPClientTransport } = await load(`${sdk}/streamableHttp.js`);

const { url, command, calls } = JSON.parse(await text(process.stdin));
const transport = url
  ? new StreamableHTTPClientTransport(new URL(url))
  : new StdioClientTransport({ command: command[0], args: command.slice(1), cwd: process.cwd() });
const client = new Client({ name: "tests", version: "1" });
await client.connect(transport);
const answers = [];
for (const [method, ...given] of calls) {
  try {
    answers.push(await client[method](...given));
  } catch (error) {
    answers.push({ error: { code: error.code, message: error.message } });
  }
}
const revision = transport.protocolVersion ?? transport._protocolVersion ?? null;
const { name } = client.getServerVersion();
await client.close();
process.stdout.write(JSON.stringify({ revision, name, answers }), () => process.exit(0));
