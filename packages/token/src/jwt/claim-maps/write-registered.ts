import type { Json } from "../../cat/claim.ts";
import type { Refused } from "../../formats/judgement.ts";
import { unsupported } from "../refused.ts";
import type { ClaimsToWrite } from "./claim-map.ts";

/** What every vocabulary can say. */
const REGISTERED: readonly (keyof ClaimsToWrite)[] = [
  "issuer",
  "subject",
  "audiences",
  "id",
  "issuedAtSeconds",
  "notBeforeSeconds",
  "expiresAtSeconds",
  "grants",
];

/** The registered claims (RFC 7519 section 4.1) of `wanted`; one audience is a text, several are a list. */
export function writeRegistered(wanted: ClaimsToWrite): Record<string, Json> {
  const { issuer, subject, audiences, id, issuedAtSeconds, notBeforeSeconds, expiresAtSeconds } = wanted;
  const [audience] = audiences ?? [];
  return withoutUndefined({
    iss: issuer,
    aud: audiences?.length === 1 ? audience : audiences,
    sub: subject,
    iat: issuedAtSeconds,
    nbf: notBeforeSeconds,
    exp: expiresAtSeconds,
    jti: id,
  });
}

/** The members that have a value. */
export function withoutUndefined(members: Record<string, Json | undefined>): Record<string, Json> {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) kept[name] = value;
  return kept;
}

/** Undefined when the vocabulary has words for everything that is wanted; `words` are those besides the registered. */
export function withoutWords(
  map: string,
  wanted: ClaimsToWrite,
  words: readonly (keyof ClaimsToWrite)[],
): Refused | undefined {
  for (const [name, value] of Object.entries(wanted)) {
    const isSaid = [...REGISTERED, ...words].some(word => word === name);
    if (value !== undefined && value !== false && !isSaid)
      return unsupported(`${map} has no word for ${name}`);
  }
  return undefined;
}

/** For vocabularies whose only word for a user is `sub`: undefined when that can say both who is meant. */
export function twoSubjects(map: string, { user, subject }: ClaimsToWrite): Refused | undefined {
  const isOne = user === undefined || subject === undefined || user === subject;
  return isOne ? undefined : unsupported(`${map} has one word for user and subject`);
}
