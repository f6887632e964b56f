import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listening } from "../support/listening.ts";

/** A web server in front of media, with Sluice asked about each request. */
export interface RunningEdge {
  readonly url: string;
  /** Everything in its logs so far. */
  logs(): string;
  stop(): Promise<void>;
}

/** Where an edge of a test finds what stands around it. */
export interface EdgePlaces {
  /** Of Sluice, on 127.0.0.1. */
  readonly sluicePort: number;
  /** Holds `hls/demo/clip/…`. */
  readonly mediaFolder: string;
  /** Of a server with the same files, on 127.0.0.1. */
  readonly mediaPort: number;
}

/** A program to be run as an edge. */
export interface EdgeProgram {
  readonly folder: string;
  readonly port: number;
  readonly commands: readonly (readonly string[])[];
  /** Files in the folder that it logs to. */
  readonly logs: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder for the files of an edge. */
export function edgeFolder(): string {
  return mkdtempSync(join(tmpdir(), "sluice-e2e-edge-"));
}

/** Starts the commands one after the other; ready once the port answers. What they print counts as log, too. */
export async function startEdgeProgram(edge: EdgeProgram): Promise<RunningEdge> {
  let printed = "";
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(end));
    rmSync(edge.folder, { recursive: true, force: true });
  };
  const logs = (): string => printed + edge.logs.map(name => readIfThere(join(edge.folder, name))).join("");
  for (const [program = "", ...args] of edge.commands) {
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: edge.folder,
      env: { PATH: process.env["PATH"] ?? "", HOME: edge.folder, ...edge.env },
    });
    children.push(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    }
    await listening(child, edge.port).catch(async (error: unknown) => {
      const said = logs();
      await stop();
      throw new Error(`${program} did not start: ${said}`, { cause: error });
    });
  }
  return { url: `http://127.0.0.1:${edge.port}`, logs, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(timer);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
