import type { Dialect } from "./dialects.ts";
import { ownerOfKid, type PlaybackKey } from "./playback-key.ts";

/** A key as their lists have it; `value_encoding` is ours: null for one whose value was not made here. */
export function keyAnswer(
  { kid, name, created_at, value_encoding }: PlaybackKey,
  { owner, zone }: Dialect,
): Readonly<Record<string, string | null>> {
  return {
    id: kid,
    name,
    [owner]: ownerOfKid(kid) ?? "",
    created_at: timeText(created_at, zone),
    value_encoding,
  };
}

/** `2026-02-22T12:39:30+0000`, or with `Z`. */
function timeText(atSeconds: number, zone: Dialect["zone"]): string {
  return new Date(atSeconds * 1000).toISOString().slice(0, "2026-02-22T12:39:30".length) + zone;
}
