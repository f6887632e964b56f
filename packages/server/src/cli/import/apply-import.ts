import { z } from "zod";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { printable } from "../output/printable.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { ImportPlan } from "./plan-import.ts";

/**
 * Does what a plan says, one call after the other. Returns how many things were made or changed.
 *
 * @throws PlainFailure at the first call that is refused, with its row; what was done before stays, and the next run goes on
 */
export async function applyImport(connection: Connection, { steps }: ImportPlan): Promise<number> {
  const calls = steps.flatMap(({ at, name, call }) => (call ? [{ at, name, call }] : []));
  for (const [done, { at, name, call }] of calls.entries()) {
    try {
      await ask(connection, call, z.unknown());
    } catch (error) {
      if (!(error instanceof PlainFailure)) throw error;
      throw new PlainFailure(
        `${at} (${printable(name)}): ${error.message}\n${done} of ${calls.length} were done; the same command goes on from there.`,
      );
    }
  }
  return calls.length;
}
