import type { CompatId } from "../../packages/server/src/compat/compat-system.ts";

/** The header in which each system's clients send their key. */
export const keyHeaders: Readonly<Record<CompatId, (key: string) => readonly [string, string]>> = {
  antmedia: key => ["Authorization", `Bearer ${key}`],
  bintu: key => ["X-BINTU-APIKEY", key],
  tpstreams: key => ["Authorization", `Token ${key}`],
  flowplayer: key => ["x-flowplayer-api-key", key],
};
