import { decodeBase64url } from "../bytes/base64url.ts";
import { judgeJwt } from "../jwt/judge-jwt.ts";
import { readJwsHeader } from "../jwt/jws-header.ts";
import { type JsonObject, parseJsonObject } from "../jwt/strict-json.ts";
import type { OpenedSigned } from "./format.ts";
import type { SignedFormat } from "./judgement.ts";

/** Characters of a JWT. */
export const MAX_JWT_LENGTH = 4096;

/** A JWT as read from the wire, believed in nothing. */
export interface OpenedJwt extends OpenedSigned {
  readonly format: "jwt";
  readonly signingInput: string;
  readonly claims: JsonObject;
}

/**
 * The JSON Web Token (RFC 7519) as a JWS in compact form (RFC 7515 section 7.1): three parts of base64url without
 * padding. A JWE has five parts, and is no token of ours. The first character is `e`, as every header that begins with
 * `{` has it; no opaque token and no CAT begins with it.
 */
export const jwtFormat = {
  id: "jwt",
  maxLength: MAX_JWT_LENGTH,
  looksLike(raw: string): boolean {
    if (raw.charCodeAt(0) !== 0x65) return false;
    const first = raw.indexOf(".");
    const second = raw.indexOf(".", first + 1);
    return first > 0 && second > 0 && raw.indexOf(".", second + 1) < 0;
  },
  open(raw: string): OpenedJwt | undefined {
    if (raw.length > MAX_JWT_LENGTH) return undefined;
    const headerEnd = raw.indexOf(".");
    const payloadEnd = raw.indexOf(".", headerEnd + 1);
    if (headerEnd < 1 || payloadEnd < 0) return undefined;
    const header = readJwsHeader(raw, headerEnd);
    if (!header) return undefined;
    // A third dot is no letter of base64url, and falls here.
    const signature = decodeBase64url(raw.slice(payloadEnd + 1));
    // Nothing is signed by an empty signature: an unsecured JWS (RFC 7515 A.5) is no token.
    const claims = signature?.length ? readPayload(raw.slice(headerEnd + 1, payloadEnd)) : undefined;
    if (!signature || !claims) return undefined;
    return {
      carries: "claims",
      format: "jwt",
      kid: header.kid,
      algorithms: header.algorithms,
      use: header.use,
      signingInput: raw.slice(0, payloadEnd),
      signature,
      claims,
    };
  },
  judge: judgeJwt,
} as const satisfies SignedFormat;

function readPayload(text: string): JsonObject | undefined {
  const bytes = decodeBase64url(text);
  return bytes && parseJsonObject(bytes);
}
