"""An assistant's client by the SDK for Python, which speaks the revision without a handshake.

It reads `{"url": …}` or `{"command": [program, …]}`, with `"calls": [[method, …arguments], …]`, from standard input,
and writes the revision and what each call answered: a result, or the code and the message of an error.
"""

import asyncio
import json
import re
import sys

from mcp import Client, MCPError, StdioServerParameters

# The methods have the names of the client for JavaScript, and the arguments that follow from its objects.
ARGUMENTS = {
    "callTool": lambda params: (params["name"], params.get("arguments")),
    "readResource": lambda params: (params["uri"],),
    "getPrompt": lambda params: (params["name"], params.get("arguments")),
}


async def play(wanted):
    server = wanted.get("url")
    if not server:
        program, *args = wanted["command"]
        server = StdioServerParameters(command=program, args=args)
    answers = []
    async with Client(server, mode=wanted.get("mode", "auto")) as client:
        for method, *given in wanted["calls"]:
            called = getattr(client, re.sub("([A-Z])", lambda big: "_" + big[0].lower(), method))
            args = ARGUMENTS[method](*given) if method in ARGUMENTS else given
            try:
                result = await called(*args)
                answers.append(result.model_dump(mode="json", by_alias=True, exclude_none=True))
            except MCPError as error:
                answers.append({"error": {"code": error.code, "message": error.message}})
        return {"revision": client.protocol_version, "name": client.server_info.name, "answers": answers}


print(json.dumps(asyncio.run(play(json.load(sys.stdin)))))
