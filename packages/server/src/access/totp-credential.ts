import { Secret } from "@sluice/token";

/** Before a subscriber's id and code, where both stand as one text. */
const PREFIX = "totp:";
/** Characters of a subscriber's id. */
export const LONGEST_SUBSCRIBER_ID = 256;
const LONGEST_CODE = 16;

/** Query parameters and fields of a stream's name, as Ant Media's players and encoders write them. */
export const SUBSCRIBER_ID = "subscriberId";
export const SUBSCRIBER_CODE = "subscriberCode";

/** A subscriber, and the code that is to prove it. */
export interface TotpCredential {
  readonly subscriberId: string;
  readonly code: string;
}

/**
 * A subscriber's id and code as one text, `totp:<id>:<code>`, which goes wherever a token goes: encoders with one box, the
 * token of `check`. Undefined where one of both is empty or too long for anybody's.
 */
export function totpText(
  subscriberId: string | undefined,
  code: string | undefined,
): `totp:${string}` | undefined {
  if (!subscriberId || !code) return undefined;
  if (subscriberId.length > LONGEST_SUBSCRIBER_ID || code.length > LONGEST_CODE || code.includes(":"))
    return undefined;
  return `${PREFIX}${subscriberId}:${code}`;
}

/** True for a text that can only be meant as a subscriber's id and code. */
export function isTotpText(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Takes such a text apart; the id may have colons. Undefined for what `totpText` does not make. */
export function readTotpText(text: string): TotpCredential | undefined {
  const end = text.lastIndexOf(":");
  if (!isTotpText(text) || end < PREFIX.length) return undefined;
  const [subscriberId, code] = [text.slice(PREFIX.length, end), text.slice(end + 1)];
  return totpText(subscriberId, code) === undefined ? undefined : { subscriberId, code };
}

/**
 * The subscriber's id and code in a query, `subscriberId=…&subscriberCode=…`, as a credential that goes where tokens go.
 * Undefined where one of both is missing or empty, and where one stands there twice with different values.
 */
export function readTotp(query: string): Secret | undefined {
  if (!query.includes(SUBSCRIBER_CODE)) return undefined;
  const parameters = new URLSearchParams(query);
  const text = totpText(onlyOne(parameters, SUBSCRIBER_ID), onlyOne(parameters, SUBSCRIBER_CODE));
  return text === undefined ? undefined : new Secret(text);
}

function onlyOne(parameters: URLSearchParams, name: string): string | undefined {
  const values = new Set(parameters.getAll(name));
  const [value] = values;
  return values.size === 1 ? value : undefined;
}
