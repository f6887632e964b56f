import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Sample } from "../measure/compare.ts";

const MICROSECONDS: Readonly<Record<string, number>> = { us: 1, ms: 1000, s: 1_000_000, m: 60_000_000 };

/** One URL, over and over. */
export interface WrkLoad {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** A Lua script that makes the requests, and what it is given. Default: GET of the URL. */
  readonly script?: { readonly file: string; readonly args: readonly string[] } | undefined;
}

/** Runs wrk with one thread. Throws when any answer was not a 2xx. */
export async function runWrk(
  program: string,
  { url, connections, seconds, script }: WrkLoad,
): Promise<Sample> {
  const args = ["--threads", "1", "--connections", String(connections), "--duration", `${seconds}s`];
  const scripted = script ? ["--script", script.file, url, "--", ...script.args] : [url];
  const child = spawn(program, [...args, "--latency", ...scripted], { stdio: ["ignore", "pipe", "inherit"] });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`wrk ended with ${code}:\n${printed}`);
  return readWrk(printed);
}

/** The figures in what `wrk --latency` prints (wrk 4). */
export function readWrk(printed: string): Sample {
  const fault = /^ *(Non-2xx or 3xx responses|Socket errors):.*$/m.exec(printed)?.[0];
  if (fault !== undefined) throw new Error(`wrk met errors: ${fault.trim()}`);
  const rate = /^Requests\/sec: +([\d.]+)$/m.exec(printed)?.[1];
  if (rate === undefined) throw new Error(`wrk printed no rate:\n${printed}`);
  return {
    perSecond: Number(rate),
    p50Milliseconds: latency(printed, 50),
    p99Milliseconds: latency(printed, 99),
  };
}

function latency(printed: string, percent: number): number | undefined {
  const [, value, unit = ""] = new RegExp(`^ +${percent}% +([\\d.]+)(us|ms|s|m)$`, "m").exec(printed) ?? [];
  return value === undefined ? undefined : (Number(value) * (MICROSECONDS[unit] ?? Number.NaN)) / 1000;
}
