import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const program = fileURLToPath(new URL("quick-check-process.ts", import.meta.url));
const OUTPUT_LIMIT_BYTES = 64 * 1024;

/** What SQLite says of a database file. */
export type Integrity =
  | { readonly outcome: "sound" }
  /** What is broken, in SQLite's words: at most three lines. */
  | { readonly outcome: "damaged"; readonly faults: readonly string[] }
  | { readonly outcome: "too-long" };

const printed = z.array(z.string());

/**
 * Runs `PRAGMA quick_check` in a process of its own: SQLite cannot be told to stop, a process can. Rejects when that
 * process cannot be run.
 */
export function quickCheck(file: string, limitMilliseconds: number): Promise<Integrity> {
  const options = {
    timeout: limitMilliseconds,
    killSignal: "SIGKILL",
    maxBuffer: OUTPUT_LIMIT_BYTES,
  } as const;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...process.execArgv, program, file], options, (error, out) => {
      if (error?.killed === true) return resolve({ outcome: "too-long" });
      if (error) return reject(new Error("the check of the database could not be run"));
      const faults = printed.parse(JSON.parse(out));
      return resolve(faults.length === 0 ? { outcome: "sound" } : { outcome: "damaged", faults });
    });
  });
}
