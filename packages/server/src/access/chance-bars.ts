/** Ids that are barred at a time; beyond, the one that was barred first comes free. */
const MEMORY = 10_000;
/** A bar without an end of its own. */
const DEFAULT_SECONDS = 3600;

/** What catpor has refused, by token key and id (CTA-5007-B 4.6.7): what one issuer names bars nobody of another. In memory: after a restart the chance is drawn anew. */
export interface ChanceBars {
  isBarred(keyId: string, id: string, nowSeconds: number): boolean;
  /** `untilSeconds` undefined: for an hour. */
  bar(keyId: string, id: string, untilSeconds: number | undefined, nowSeconds: number): void;
}

export function createChanceBars(limit = MEMORY): ChanceBars {
  const bars = new Map<string, number>();
  const nameOf = (keyId: string, id: string): string => `${keyId}\0${id}`;
  return {
    isBarred: (keyId, id, nowSeconds) => (bars.get(nameOf(keyId, id)) ?? 0) > nowSeconds,
    bar(keyId, id, untilSeconds = Number.NaN, nowSeconds) {
      const name = nameOf(keyId, id);
      bars.delete(name);
      bars.set(name, Number.isNaN(untilSeconds) ? nowSeconds + DEFAULT_SECONDS : untilSeconds);
      if (bars.size > limit) bars.delete(bars.keys().next().value ?? "");
    },
  };
}
