import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { launcher } from "../cli/run-sluice.ts";
import { hasEnded, NETWORK_CALLS } from "../support/network-trace.ts";
import { writeConfiguration } from "../support/origin-applications.ts";
import { startOrigin } from "../support/origin-server.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";
import { createViewer } from "../support/viewer.ts";
import { type ExerciseMode, type ExerciseReport, isExerciseMode, outsideOrigins } from "./exercise-report.ts";
import { putForeignStreams } from "./foreign-media.ts";
import { type Use, useEverything } from "./use-everything.ts";

/**
 * Run in a network of its own: starts a server under strace, uses it and stops it, and writes an ExerciseReport.
 * Arguments: the mode, a folder, the program strace.
 */
const [mode = "", folder = "", strace = ""] = process.argv.slice(2);

/** Longer than the server's slowest timer, which writes sessions every 10 s. */
const IDLE_MILLISECONDS = 12_000;
/** The network is this process's own, so every port in it is free. */
const SERVER_PORT = 8080;
const TRACE_MILLISECONDS = 5_000;

/** Arguments of strace. */
function tracing(file: string): readonly string[] {
  // `-D`: the process that is started becomes the server, and the tracer its grandchild.
  return ["-D", "-f", "-q", "--seccomp-bpf", "-e", NETWORK_CALLS, "-e", "signal=none", "-o", file];
}

/** What happens to a connection from here to the outside. */
async function outside(): Promise<string> {
  const socket = connect(80, "1.2.3.4");
  const [error] = await once(socket, "error");
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

/** The whole trace, once the process is over in it. */
async function readTrace(file: string, processId: number | undefined): Promise<string> {
  const deadline = performance.now() + TRACE_MILLISECONDS;
  while (processId !== undefined && performance.now() < deadline) {
    const trace = readFileSync(file, "utf8");
    if (hasEnded(trace, processId)) return trace;
    await sleep(50);
  }
  throw new Error(`strace did not finish ${file}`);
}

async function runCommand(server: TestServer, file: string): Promise<[number | null, string]> {
  const args = [...tracing(file), process.execPath, launcher, "token", "list"];
  const env = { PATH: process.env["PATH"] ?? "", SLUICE_DATA_DIR: server.dataDir };
  const child = spawn(strace, args, { env, cwd: folder, stdio: "ignore" });
  await once(child, "exit");
  return [child.exitCode, await readTrace(file, child.pid)];
}

/** The one request of a control run: an entry whose origin is outside. */
async function useOutsideOrigin(server: TestServer): Promise<Use> {
  const { token } = await server.mint({ target: { streams: ["away/film"] } });
  const reply = await createViewer(server).ask(`/away/film/index.m3u8?token=${token}`);
  return { statuses: { entry: reply.status }, mediaFiles: 0 };
}

/** A server under strace that is told of one origin here and, in a control run, of one outside. */
function startTraced(kind: ExerciseMode, originUrl: string, trace: string): Promise<TestServer> {
  const films = { kind: "vod", origin: { url: originUrl } };
  const away =
    kind === "nothing outside" ? {} : { away: { kind: "vod", origin: { url: outsideOrigins[kind] } } };
  const home = join(folder, "home");
  mkdirSync(home);
  const env = {
    SLUICE_CONFIG: writeConfiguration({ films, ...away }, folder),
    SLUICE_PUBLIC_URL: "https://media.example.com/gate",
    SLUICE_ADMIN_LISTEN: "127.0.0.1:0",
    SLUICE_LOG_LEVEL: "debug",
  };
  return startSluice({
    port: SERVER_PORT,
    env,
    dataDir: join(home, "data"),
    under: [strace, ...tracing(trace)],
  });
}

async function exercise(kind: ExerciseMode): Promise<ExerciseReport> {
  const origin = await startOrigin();
  putForeignStreams(origin);
  const trace = join(folder, "server.strace");
  const server = await startTraced(kind, origin.url, trace);
  const use = kind === "nothing outside" ? await useEverything(server) : await useOutsideOrigin(server);
  const [code, commandTrace] = await runCommand(server, join(folder, "command.strace"));
  if (kind === "nothing outside") await sleep(IDLE_MILLISECONDS);
  await server.stop();
  await origin.close();
  return {
    ...use,
    outside: await outside(),
    originPort: origin.port,
    commands: { "token list": code },
    serverEnded: server.process.exitCode,
    serverTrace: await readTrace(trace, server.process.pid),
    commandTrace,
  };
}

if (!isExerciseMode(mode)) throw new Error(`no such exercise: ${mode}`);
writeFileSync(join(folder, "report.json"), JSON.stringify(await exercise(mode)));
