#!/usr/bin/env node
// Plain JavaScript on purpose: it starts on any Node, finds the one the project needs, and hands over to run-tests.ts.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chooseNode } from "./test-run/choose-node.js";

const tools = dirname(fileURLToPath(import.meta.url));
const bundled = join(tools, "..", "node_modules", ".bin", "node");

/** The version and the abilities of a Node program; undefined when it does not start. */
function probe(path) {
  const ask = "process.versions.node + ' ' + Boolean(process.features.typescript)";
  const answer = spawnSync(path, ["-p", ask], { encoding: "utf8" });
  if (answer.status !== 0) return undefined;
  const [version, stripsTypes] = answer.stdout.trim().split(" ");
  return { path, version, stripsTypes: stripsTypes === "true" };
}

const choice = chooseNode(existsSync(bundled) ? probe(bundled) : undefined, probe(process.execPath));
if ("problem" in choice) {
  console.error(choice.problem);
  process.exit(1);
}

const run = spawn(choice.path, [...choice.flags, join(tools, "run-tests.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => run.kill(signal));
run.on("close", status => {
  process.exitCode = status ?? 1;
});
