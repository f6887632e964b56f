import { exchangeBytes, parseAnswer, type RawAnswer } from "../bad-input/raw-request.ts";
import type { Draft } from "./breakages.ts";
import type { KnownValues } from "./known-values.ts";

const SMALL_BYTES = 1_024;

/** What was sent, in words that a report can hold. */
export interface Sent {
  readonly method: string;
  readonly target: string;
  readonly head: string;
  readonly body: Buffer | undefined;
}

/** The keys that drafts are sent with. */
export interface FuzzKeys {
  readonly good: string;
  readonly limited: string;
}

/** Writes a draft as bytes, with known values where they are wanted. */
export function bytesOf(draft: Draft, known: KnownValues, keys: FuzzKeys): Sent {
  const { method, contentType, authorization } = draft;
  const body = bodyOf(draft, known);
  const query = draft.query.map(([name, value]) => `${urlPart(name)}=${known.fill(urlPart(value), urlPart)}`);
  const path = known.fill(draft.target, urlPart);
  const target = query.length === 0 ? path : `${path}?${query.join("&")}`;
  const fields = [
    ["Host", "127.0.0.1"],
    ["Connection", "close"],
    ...(authorization === undefined ? [] : [["Authorization", authorizationText(authorization, keys)]]),
    ...(body === undefined ? [] : [["Content-Length", String(body.length)]]),
    ...(contentType === undefined || body === undefined ? [] : [["Content-Type", contentType]]),
    ...draft.headers.map(([name, value]) => [name, headerText(known.fill(value, plain))]),
  ];
  const head = [`${method} ${target} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`)].join(
    "\r\n",
  );
  return { method, target, head, body };
}

/** Sends it on a connection of its own. */
export async function sendBytes(url: string, { method, head, body }: Sent): Promise<RawAnswer> {
  const bytes = Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), body ?? Buffer.alloc(0)]);
  return parseAnswer(await exchangeBytes(url, bytes), method);
}

function bodyOf({ method, json, text }: Draft, known: KnownValues): Buffer | undefined {
  // What is not read ends in a reset, which may take the end of an answer along.
  if (text !== undefined) return method === "GET" ? text.bytes.subarray(0, SMALL_BYTES) : text.bytes;
  if (json === undefined) return undefined;
  return Buffer.from(known.fill(JSON.stringify(json), value => JSON.stringify(value).slice(1, -1)));
}

function authorizationText(authorization: string, { good, limited }: FuzzKeys): string {
  if (authorization === "good") return `Bearer ${good}`;
  return authorization === "limited" ? `Bearer ${limited}` : authorization;
}

const plain = (text: string): string => text;

function urlPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** What fits on one line of a head; the rest is another test's matter. */
function headerText(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "?");
}
