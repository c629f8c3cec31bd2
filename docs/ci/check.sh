#!/bin/sh
# Checks the descriptions and documents of a repository, for any CI that runs a shell. The exit code is that of the
# check: 0 if nothing fails, 1 if there are findings, 2 if a file cannot be used.
set -eu

# Name your files here. The program expands the patterns.
set -- advice.yaml 'apis/**/*.asyncapi.yaml'

# A baseline, if there is one, lets known findings pass: eda-advisor check FILE… --write-baseline eda-advisor-baseline.json
if [ -e eda-advisor-baseline.json ]; then
  set -- "$@" --baseline eda-advisor-baseline.json
fi

exec eda-advisor check "$@"
