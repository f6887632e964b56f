import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { withoutServiceStarts } from "./without-service-starts.ts";

const RETRY_PAUSE_MS = 5_000;
const OUTPUT_LINES_KEPT = 30;
const INSTALL = ["install", "-y", "--no-install-recommends"];
/** Waits for another apt on this machine instead of failing at once. */
const LOCK_WAIT = ["-o", "DPkg::Lock::Timeout=300"];

/** What an installation came to; `output` is the end of what apt-get wrote when it failed. */
export type InstallOutcome = { readonly ok: true } | { readonly ok: false; readonly output: string };

/** Runs `apt-get` with these arguments. */
export type RunApt = (args: readonly string[]) => Promise<InstallOutcome>;

/** Whether this process may install packages: it is root, and there is an apt-get. */
export function canInstallPackages(hasAptGet: boolean): boolean {
  return hasAptGet && process.getuid?.() === 0;
}

/**
 * Installs Debian packages, trying once more when the first try fails. Starts no service. SIGINT and SIGTERM end
 * the apt-get it started.
 */
export async function installPackages(packages: readonly string[]): Promise<InstallOutcome> {
  const stopping = new AbortController();
  // Without a listener a signal would end this process before the service policy is taken back.
  const stop = () => stopping.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const runApt: RunApt = args => collectOutput(startApt(args, stopping.signal));
  try {
    return await withoutServiceStarts("/", () =>
      updateAndInstall(packages, runApt, { retryPauseMs: RETRY_PAUSE_MS, signal: stopping.signal }),
    );
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

/** The two apt-get calls and their one retry; no retry once the signal has aborted. */
export async function updateAndInstall(
  packages: readonly string[],
  runApt: RunApt,
  { retryPauseMs, signal }: { readonly retryPauseMs: number; readonly signal: AbortSignal },
): Promise<InstallOutcome> {
  const attempt = async (): Promise<InstallOutcome> => {
    const updated = await runApt([...LOCK_WAIT, "update"]);
    return updated.ok ? runApt([...LOCK_WAIT, ...INSTALL, ...packages]) : updated;
  };
  const first = await attempt();
  if (first.ok || signal.aborted) return first;
  await pause(retryPauseMs, undefined, { signal });
  return attempt();
}

function startApt(args: readonly string[], signal: AbortSignal): ChildProcess {
  return spawn("apt-get", args, {
    signal,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collectOutput(apt: ChildProcess): Promise<InstallOutcome> {
  const chunks: string[] = [];
  apt.stdout?.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  apt.stderr?.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  return new Promise(resolve => {
    apt.on("error", fault => resolve({ ok: false, output: fault.message }));
    apt.on("close", status => {
      const output = chunks.join("").trimEnd().split("\n").slice(-OUTPUT_LINES_KEPT).join("\n");
      resolve(status === 0 ? { ok: true } : { ok: false, output });
    });
  });
}
