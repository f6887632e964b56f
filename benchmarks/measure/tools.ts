import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { locatePeer } from "../../tools/peers/find-peer.ts";

/** Programs from outside npm that the benchmarks use; each is optional, and the report says what is missing. */
export interface Tools {
  readonly nginx: string | undefined;
  readonly wrk: string | undefined;
  /** Undefined also on one core, where there is nothing to pin apart. */
  readonly taskset: string | undefined;
}

/** Looks for the programs. */
export function findTools(): Tools {
  return {
    nginx: find("nginx"),
    wrk: find("wrk"),
    taskset: availableParallelism() < 2 ? undefined : find("taskset"),
  };
}

/** What a program says of its version, whichever stream and exit code it says it with. */
export function programVersion(program: string, pattern: RegExp): string {
  const { stdout, stderr } = spawnSync(program, ["-v"], { encoding: "utf8" });
  return pattern.exec(`${stdout}${stderr}`)?.[1] ?? "unknown version";
}

function find(name: string): string | undefined {
  return locatePeer({ packages: [name], candidates: [name], proofs: [] }, process.env.PATH ?? "")?.path;
}
