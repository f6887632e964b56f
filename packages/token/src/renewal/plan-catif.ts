import type { Answer, AnswerHeader } from "../cat/catif.ts";
import type { CborMap } from "../cbor/value.ts";
import { isHeaderValue, isHttpToken } from "./http-text.ts";

/** Headers that an issuer may set on a refusal. */
const ALLOWED_HEADERS: readonly string[] = [
  "location",
  "retry-after",
  "www-authenticate",
  "link",
  "cache-control",
  "content-language",
];

/** What to answer to a refused request. */
export interface CatifPlan {
  /** 300 to 499. */
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: PlannedValue])[];
}

/** A text, or a URL to whose end a new token with these claims is written, signed with the key `kid`. */
export type PlannedValue =
  | string
  | { readonly urlPrefix: string; readonly claims: CborMap; readonly kid: string | undefined };

/**
 * What the issuer wants answered when the claim with the label `failed` refused. Undefined: nothing, and the usual
 * refusal is sent. The issuer's words are cut to what is harmless: statuses 3xx and 4xx, headers of a short list
 * without line breaks, and redirects to `redirectHosts` alone; a redirect elsewhere leaves no answer at all.
 */
export function planCatif(
  answers: readonly Answer[],
  failed: number | string,
  redirectHosts: readonly string[],
): CatifPlan | undefined {
  const answer = answers.find(one => one.labels.includes(failed));
  if (answer === undefined || answer.status < 300 || answer.status > 499) return undefined;
  const headers: [string, PlannedValue][] = [];
  for (const [name, value] of answer.headers) {
    const lower = name.toLowerCase();
    if (!isHttpToken(name) || !ALLOWED_HEADERS.includes(lower) || !isHeaderValue(textOf(value))) continue;
    if (lower === "location" && !leadsTo(textOf(value), redirectHosts)) return undefined;
    headers.push([name, typeof value === "string" ? value : { ...value, kid: answer.kid }]);
  }
  const needsLocation = answer.status < 400 && answer.status !== 304;
  const hasLocation = headers.some(([name]) => name.toLowerCase() === "location");
  return needsLocation && !hasLocation ? undefined : { status: answer.status, headers };
}

const textOf = (value: AnswerHeader) => (typeof value === "string" ? value : value.urlPrefix);

/** Absolute https URLs alone; what a browser may read in another way is none. */
function leadsTo(url: string, hosts: readonly string[]): boolean {
  const match = /^https:\/\/([a-z0-9.-]+)(?::\d{1,5})?(?:[/?#][!-[\]-~]*)?$/i.exec(url);
  return match?.[1] !== undefined && hosts.includes(match[1].toLowerCase());
}
