import { createHash } from "node:crypto";

/** No signed call is taken after so long: what is older need not be remembered. */
const WINDOW_MILLISECONDS = 130_000;
/** Bodies remembered; the oldest are forgotten first, and are then too old for most servers anyway. */
const MEMORY = 200_000;

/** Tells whether a signed body has been taken before. */
export type IsReplay = (body: Buffer, nowMilliseconds: number) => boolean;

/** Remembers the bodies of signed calls for as long as their signatures count. */
export function createReplayMemory(): IsReplay {
  const taken = new Map<string, number>();
  return (body, nowMilliseconds) => {
    const key = createHash("sha256").update(body).digest("base64url");
    for (const [known, atMilliseconds] of taken) {
      if (taken.size <= MEMORY && nowMilliseconds - atMilliseconds < WINDOW_MILLISECONDS) break;
      taken.delete(known);
    }
    if (taken.has(key)) return true;
    taken.set(key, nowMilliseconds);
    return false;
  };
}
