import { totpText } from "../../access/totp-credential.ts";
import { decodeOnce } from "./decode-once.ts";
import { looksLikeToken } from "./looks-like-token.ts";

/** Streams have no more than two parts in front of it: application and id. */
const BEHIND_STREAM = 3;
const CODE = /^\d{6}$/;

/**
 * Ant Media's other form of a stream's name, `cam1/TOKEN/SUBSCRIBER/CODE`, its slashes perhaps written as %2F. What stands in
 * the token's place counts when it is one; else it is a placeholder, and the subscriber's id and code count. Undefined for any
 * other name: only six digits at the end make it this form. Never throws.
 */
export function readSubscriberPath(
  path: string,
): { readonly stream: string; readonly token: string } | undefined {
  const pieces = path.split(/\/|%2f/i);
  const [token = "", subscriberId = "", code = ""] = pieces.slice(-BEHIND_STREAM);
  const stream = pieces.slice(0, -BEHIND_STREAM);
  if (stream.length < 1 || stream.length > 2 || stream.includes("") || !CODE.test(code)) return undefined;
  const subscriber = totpText(decodeOnce(subscriberId), code);
  const text = looksLikeToken(token) ? token : subscriber;
  return text === undefined ? undefined : { stream: stream.join("/"), token: text };
}
