import { decodeBase64url } from "../bytes/base64url.ts";
import { jwtFormat } from "../formats/jwt.ts";
import { type JsonObject, parseJsonObject } from "../jwt/strict-json.ts";
import type { TokenDescription } from "./token-description.ts";

/** What a text that looks like a JWT says, and what keeps it from being one. */
export function describeJwt(raw: string): Partial<TokenDescription> {
  const [head = "", body = "", ...rest] = raw.split(".");
  const header = objectOf(head);
  const claims = objectOf(body);
  const opened = jwtFormat.looksLike(raw) ? jwtFormat.open(raw) : undefined;
  const problem = opened ? undefined : problemOf(rest, header, claims);
  return { format: "jwt", problem, opened, header, claims };
}

function problemOf(
  rest: readonly string[],
  header: JsonObject | undefined,
  claims: JsonObject | undefined,
): string {
  if (rest.length === 3) return "five parts: an encrypted JWT (JWE), which is not read here";
  if (rest.length !== 1) return "not three parts with points between them";
  if (!header) return "the first part is not base64url of one JSON object whose names are all different";
  if (!claims) return "the second part is not base64url of one JSON object whose names are all different";
  if (header.crit !== undefined || header.b64 !== undefined)
    return "its header asks for what is not done here (crit, b64)";
  if (typeof header.alg !== "string") return "its header has no alg";
  return "its header or its signature is not as RFC 7515 has it";
}

function objectOf(part: string): JsonObject | undefined {
  const bytes = decodeBase64url(part);
  return bytes && parseJsonObject(bytes);
}
