import { type CryptoProvider, encodeBase64url } from "@sluice/token";
import type { ProvenToken } from "./proven-token.ts";

/** So many proven tokens are remembered; the ones that were not asked for the longest go first. */
const CAPACITY = 20_000;

/**
 * Remembers which texts a key has vouched for, so that a player that comes back costs no second signature. Under
 * organization, revision of its keys and the whole text's SHA-256; never past the token's own end. Refusals are not
 * remembered.
 */
export interface VerdictCache {
  get(place: CachePlace, nowSeconds: number): ProvenToken | undefined;
  set(place: CachePlace, proven: ProvenToken): void;
}

export interface CachePlace {
  readonly organization: string;
  /** Grows with every change of the organization's keys. */
  readonly revision: number;
  readonly text: string;
}

export function createVerdictCache(crypto: CryptoProvider, capacity = CAPACITY): VerdictCache {
  const entries = new Map<string, ProvenToken>();
  const nameOf = ({ organization, revision, text }: CachePlace): string =>
    `${revision} ${encodeBase64url(crypto.sha256(text))} ${organization}`;
  return {
    get(place, nowSeconds) {
      const name = nameOf(place);
      const found = entries.get(name);
      if (!found) return undefined;
      entries.delete(name);
      if (nowSeconds >= (found.claims.expiresAtSeconds ?? Number.POSITIVE_INFINITY)) return undefined;
      entries.set(name, found);
      return found;
    },
    set(place, proven) {
      entries.set(nameOf(place), proven);
      if (entries.size <= capacity) return;
      for (const oldest of entries.keys()) return void entries.delete(oldest);
    },
  };
}
