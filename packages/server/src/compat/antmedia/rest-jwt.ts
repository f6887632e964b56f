import { createHmac, timingSafeEqual } from "node:crypto";
import { decodeBase64url, parseJsonObject } from "@sluice/token";

/** Characters; theirs have few claims or none. */
const LONGEST = 4096;
/** The first part begins as every JSON object does: an API key of ours never looks so. */
const FORM = /^(eyJ[A-Za-z0-9_-]*)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/** True for a text that is meant as a JWT. */
export function looksLikeJwt(text: string): boolean {
  return FORM.test(text);
}

/**
 * Whether a JWT for Ant Media's REST API holds (JWTFilter): HS256 with the application's `jwtSecretKey`, and `exp` and `nbf`
 * where it has them. A stream's JWT is none, whatever its key: its holder is a viewer.
 */
export function holdsRestJwt(text: string, secret: string, nowSeconds: number): boolean {
  const [, head = "", body = "", signature = ""] = (text.length > LONGEST ? null : FORM.exec(text)) ?? [];
  const header = objectIn(head);
  if (header?.alg !== "HS256" || header.crit !== undefined) return false;
  const given = Buffer.from(signature, "base64url");
  const wanted = createHmac("sha256", secret).update(`${head}.${body}`).digest();
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
  const claims = objectIn(body);
  if (!claims || claims.streamId !== undefined) return false;
  const { exp = Number.POSITIVE_INFINITY, nbf = 0 } = claims;
  return typeof exp === "number" && typeof nbf === "number" && nowSeconds < exp && nowSeconds >= nbf;
}

function objectIn(part: string) {
  const bytes = decodeBase64url(part);
  return bytes && parseJsonObject(bytes);
}
