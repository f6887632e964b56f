import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secret } from "@sluice/token";
import { objectField, readJsonFields, textField } from "./naming/json-fields.ts";

/** A signed body counts for so long after its `request.time`, and as long before it. */
const WINDOW_MILLISECONDS = 60_000;

/** 20 bytes in base64url; older texts of it are padded. */
const SIGNATURE = /^[A-Za-z0-9_-]{27}=?$/;
/** As OvenMediaEngine writes it: milliseconds, and the offset of its own zone. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** What OvenMediaEngine puts into `X-OME-Signature`: HMAC-SHA1 of the exact body bytes, 27 characters of base64url. */
export function omeSignature(secret: string, rawBody: Uint8Array): string {
  return createHmac("sha1", secret).update(rawBody).digest("base64url");
}

/** `request.time` of a body in Unix milliseconds; undefined when it has none. */
export function omeRequestTime(rawBody: Uint8Array): number | undefined {
  const fields = readJsonFields(rawBody);
  const request = fields && objectField(fields, "request");
  const text = request && textField(request, "time");
  const milliseconds = text !== undefined && TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/**
 * Whether a call is OvenMediaEngine's own: signed by one of the secrets, and within 60 s of its `request.time`, which the
 * signature covers. One that is signed and outside of the window is `call-replayed`. All secrets are compared, each in
 * constant time; an empty secret signs nothing.
 */
export function judgeOmeSignature(
  rawBody: Uint8Array,
  header: string | readonly string[] | undefined,
  secrets: readonly Secret[],
  nowMilliseconds: number,
): "ok" | "caller-unknown" | "call-replayed" {
  if (typeof header !== "string" || !SIGNATURE.test(header)) return "caller-unknown";
  const given = Buffer.from(header, "base64url");
  const verdicts = secrets.map(secret => isSignedBy(secret.expose(), rawBody, given));
  if (!verdicts.includes(true)) return "caller-unknown";
  const time = omeRequestTime(rawBody);
  const isFresh = time !== undefined && Math.abs(nowMilliseconds - time) <= WINDOW_MILLISECONDS;
  return isFresh ? "ok" : "call-replayed";
}

function isSignedBy(secret: string, rawBody: Uint8Array, given: Buffer): boolean {
  const expected = Buffer.from(omeSignature(secret, rawBody), "base64url");
  return secret !== "" && given.length === expected.length && timingSafeEqual(given, expected);
}
