import type { EngineTrouble } from "../engine.ts";

/** Codes of dash.js's Errors, and below ten those of MediaError, after which nothing comes any more. */
const NETWORK: ReadonlySet<number> = new Set([2, 11, 15, 17, 19]);
const MEDIA: ReadonlySet<number> = new Set([3, 4, 10, 20, 22, 23, 24]);

/** What an error event of dash.js means. Undefined = it goes on by itself, as without a source of time (16). */
export function judgeDashError(event: unknown): EngineTrouble | undefined {
  if (typeof event !== "object" || event === null || !("error" in event)) return undefined;
  const { error } = event;
  const code = typeof error === "object" && error !== null && "code" in error ? Number(error.code) : 0;
  if (NETWORK.has(code)) return { kind: "network" };
  return MEDIA.has(code) ? { kind: "media" } : undefined;
}
