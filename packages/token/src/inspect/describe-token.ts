import { opaqueFormat } from "../formats/opaque.ts";
import { uuidFormat } from "../formats/uuid.ts";
import { MAX_TOKEN_LENGTH } from "../open-token.ts";
import { describeCat } from "./describe-cat.ts";
import { describeJwt } from "./describe-jwt.ts";
import type { TokenDescription } from "./token-description.ts";

const NOTHING: TokenDescription = {
  format: undefined,
  problem: undefined,
  opened: undefined,
  header: undefined,
  claims: undefined,
  diagnostic: undefined,
  claimProblems: {},
  needs: [],
};
/** A text in three parts with points, or one that begins as every JSON header does. */
const LIKE_JWT = /^(?:eyJ|[\w-]+\.[\w-]*\.[\w-]*$)/;
const LIKE_CAT = /^[\w+/-]+={0,2}$/;

/** Reads whatever a text holds. Never throws. */
export function describeToken(raw: string): TokenDescription {
  if (raw.length > MAX_TOKEN_LENGTH) {
    return { ...NOTHING, problem: `${raw.length} characters; a token has ${MAX_TOKEN_LENGTH} at most` };
  }
  if (opaqueFormat.looksLike(raw)) return { ...NOTHING, ...describeOpaque(raw) };
  const uuid = uuidFormat.open(raw);
  if (uuid) return { ...NOTHING, format: "uuid", opened: uuid };
  if (LIKE_JWT.test(raw)) return { ...NOTHING, ...describeJwt(raw) };
  if (LIKE_CAT.test(raw)) return { ...NOTHING, ...describeCat(raw) };
  return { ...NOTHING, problem: "neither st_ and 38 letters and digits, nor a JWT, nor base64url" };
}

function describeOpaque(raw: string): Partial<TokenDescription> {
  const opened = opaqueFormat.open(raw);
  if (opened) return { format: "opaque", opened };
  return { format: "opaque", problem: "behind st_ there are not 38 letters and digits" };
}
