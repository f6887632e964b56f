import type { DatabaseSync } from "node:sqlite";
import { number } from "./rows.ts";

/** Prepares the reading of the latest second the store has seen; 0 for a new store. */
export function prepareHighWater(database: DatabaseSync): () => number {
  const select = database.prepare("SELECT high_water_seconds FROM clock");
  return () => {
    const row = select.get();
    return row ? number(row, "high_water_seconds") : 0;
  };
}

/** Prepares the raising of the mark; it never sinks. Runs inside a transaction. */
export function prepareRaiseHighWater(database: DatabaseSync): (nowSeconds: number) => void {
  const raise = database.prepare("UPDATE clock SET high_water_seconds = ?1 WHERE high_water_seconds < ?1");
  return nowSeconds => void raise.run(nowSeconds);
}
