/** A client that keeps asking for the same gets one reference, not one a request. Milliseconds. */
const SAME_REF_MILLISECONDS = 10_000;
/** Keys remembered; the oldest are forgotten first. */
const MEMORY = 10_000;

/** A reference, and whether it has been given out before: only the first is to be written down. */
export interface RecentRef {
  readonly ref: string;
  readonly isRepeat: boolean;
}

/** Gives whatever repeats itself under one key the same reference for 10 s. */
export type RecentRefs = (key: string, nowMilliseconds: number) => RecentRef;

export function createRecentRefs(drawRef: () => string): RecentRefs {
  const recent = new Map<string, { readonly ref: string; readonly atMilliseconds: number }>();
  return (key, nowMilliseconds) => {
    const known = recent.get(key);
    if (known && nowMilliseconds - known.atMilliseconds < SAME_REF_MILLISECONDS) {
      return { ref: known.ref, isRepeat: true };
    }
    const ref = drawRef();
    recent.delete(key);
    recent.set(key, { ref, atMilliseconds: nowMilliseconds });
    if (recent.size > MEMORY) recent.delete(recent.keys().next().value ?? "");
    return { ref, isRepeat: false };
  };
}
