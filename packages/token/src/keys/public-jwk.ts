import type { Jwk } from "./jwk.ts";

/**
 * What of a key may be shown: its public half without any private member, built from a list of what is public, so that
 * a member nobody thought of stays behind. Undefined for `oct` keys, which have no public half.
 */
export function publicJwk(jwk: Jwk): Jwk | undefined {
  if (jwk.kty === "oct") return undefined;
  const { kty, crv, alg, kid, use, x, y, n, e } = jwk;
  const members = jwk.kty === "RSA" ? { n, e } : jwk.kty === "EC" ? { crv, x, y } : { crv, x };
  return withoutUndefined({ kty, ...members, alg, kid, use });
}

function withoutUndefined(members: Readonly<Record<string, string | undefined>> & { kty: string }): Jwk {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  return { kty: members.kty, ...Object.fromEntries(present) };
}
