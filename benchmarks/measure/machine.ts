import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { programVersion, type Tools } from "./tools.ts";

const GIB = 1024 ** 3;

/** The machine and the programs that a run was measured with; each line is a name and what it is. */
export type Machine = Readonly<Record<string, string>>;

/** Describes this machine now: call it before the first measurement, for the load. */
export function describeMachine(tools: Tools): Machine {
  return {
    processor: `${cpus()[0]?.model.trim() ?? "unknown"}, ${availableParallelism()} cores for this process`,
    memory: `${(totalmem() / GIB).toFixed(1)} GiB`,
    system: `${systemName()}, ${platform()} ${release()} ${arch()}`,
    node: process.version,
    sqlite: sqliteVersion(),
    nginx: tools.nginx ? programVersion(tools.nginx, /nginx\/(\S+)/) : "missing",
    wrk: tools.wrk ? programVersion(tools.wrk, /^wrk (\S+)/) : "missing",
    "load at start": loadavg()
      .map(load => load.toFixed(2))
      .join(" "),
  };
}

function sqliteVersion(): string {
  const database = new DatabaseSync(":memory:");
  const version = String(database.prepare("SELECT sqlite_version() AS version").get()?.version);
  database.close();
  return version;
}

function systemName(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "unknown system";
  } catch {
    return "unknown system";
  }
}
