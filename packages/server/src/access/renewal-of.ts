import type { SessionRenewal } from "@sluice/policy";
import type { Json, ProvenClaims } from "@sluice/token";

/** Without a deadline a token is renewed in its last minute, as peers do (Eyevinn, Akamai). */
const WINDOW_SECONDS = 60;
/** A deadline from here on is a moment in Unix seconds; below, seconds before the end (vectors and peers have both). */
const FIRST_MOMENT_SECONDS = 1e9;

/** What bounds the renewal of a token, beside its session's cap. */
export interface RenewalBounds {
  /** Its key's: no token of it lives longer than this after it was made. */
  readonly longestTtlSeconds: number | undefined;
  /** The end that its record has now; an earlier one than the text's was set by an operator, and stays. */
  readonly expiresAtSeconds: number | undefined;
  readonly nowSeconds: number;
}

/**
 * How a session that is opened with a token goes on beyond the token's end: `catr` of a CAT (CTA-5007-B 4.9.2), `cdniets`
 * of a signed URI (RFC 9246 section 2.1.12). Undefined: not at all.
 */
export function renewalOf(claims: ProvenClaims, bounds: RenewalBounds): SessionRenewal | undefined {
  const wanted = wantedBy(claims);
  if (!wanted || claims.expiresAtSeconds === undefined) return undefined;
  return { ...wanted, latestSeconds: latestOf(claims, bounds) };
}

function wantedBy({ renewal, limits }: ProvenClaims): Omit<SessionRenewal, "latestSeconds"> | undefined {
  if (renewal) return { extendSeconds: renewal.extendSeconds, windowSeconds: WINDOW_SECONDS };
  const catr = limits.find(({ name }) => name === "catr")?.toJson();
  const extendSeconds = numberIn(catr, "expadd");
  if (extendSeconds === undefined) return undefined;
  const deadline = numberIn(catr, "deadline");
  if (deadline === undefined) return { extendSeconds, windowSeconds: WINDOW_SECONDS };
  return deadline < FIRST_MOMENT_SECONDS
    ? { extendSeconds, windowSeconds: deadline }
    : { extendSeconds, windowSeconds: Number.MAX_SAFE_INTEGER, fromSeconds: deadline };
}

/** A key with a longest lifetime vouches for no renewal of a token that does not say when it was made, or says it lies ahead. */
function latestOf(
  { issuedAtSeconds, expiresAtSeconds }: ProvenClaims,
  { longestTtlSeconds, expiresAtSeconds: ofRecord, nowSeconds }: RenewalBounds,
): number | undefined {
  const ends: number[] = [];
  const madeAt = issuedAtSeconds === undefined || issuedAtSeconds > nowSeconds ? 0 : issuedAtSeconds;
  if (longestTtlSeconds !== undefined) ends.push(madeAt + longestTtlSeconds);
  if (ofRecord !== undefined && ofRecord < Math.floor(expiresAtSeconds ?? ofRecord)) ends.push(ofRecord);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function numberIn(json: Json | undefined, name: string): number | undefined {
  if (typeof json !== "object" || json === null || !Object.hasOwn(json, name)) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(json, name)?.value;
  return typeof value === "number" ? value : undefined;
}
