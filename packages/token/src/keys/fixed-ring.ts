import { type AlgorithmFacts, algorithms } from "./algorithms.ts";
import type { KeyRing, TokenKey } from "./token-key.ts";

/** At most so many keys are asked for a token without a kid: the default and, during a rotation, the previous one. */
const WITHOUT_KID = 2;

/**
 * A key ring over a list that does not change. A kid finds the first key with that kid. A token without one is tried
 * with the first two keys of the list, the default and the previous one. Content keys (A128GCM, A256GCM) are found by
 * `selectEncryption` alone, in the same way.
 */
export function fixedRing(keys: readonly TokenKey[]): KeyRing & Required<KeyRing> {
  const content = keys.filter(isContentKey);
  const vouching = keys.filter(key => !isContentKey(key));
  return { select: finder(vouching), selectEncryption: finder(content) };
}

function isContentKey({ algorithm }: TokenKey): boolean {
  const facts: AlgorithmFacts = algorithms[algorithm];
  return facts.use === "encryption";
}

function finder(keys: readonly TokenKey[]): (kid: string | undefined) => readonly TokenKey[] {
  const first = keys.slice(0, WITHOUT_KID);
  const byKid = new Map<string, readonly TokenKey[]>();
  for (const key of keys) {
    if (key.kid !== undefined && !byKid.has(key.kid)) byKid.set(key.kid, [key]);
  }
  return kid => (kid === undefined ? first : (byKid.get(kid) ?? []));
}
