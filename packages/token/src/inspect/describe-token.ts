import type { Json } from "../cat/claim.ts";
import type { OpenedReference, OpenedSigned } from "../formats/format.ts";
import { opaqueFormat } from "../formats/opaque.ts";
import { MAX_TOKEN_LENGTH } from "../open-token.ts";
import { describeCat } from "./describe-cat.ts";
import { describeJwt } from "./describe-jwt.ts";

/** An object in JSON. */
export interface JsonMembers {
  readonly [name: string]: Json;
}

/** What a text is and says, for people. Nothing of it is believed; no signature, MAC or secret is in it. */
export interface TokenDescription {
  /** Undefined: the text is of no format. */
  readonly format: "opaque" | "jwt" | "cat" | undefined;
  /** Why it cannot be read, in plain words; undefined: it can. */
  readonly problem: string | undefined;
  /** Undefined while it cannot be read, and for what is no token that carries claims. */
  readonly opened: OpenedReference | OpenedSigned | undefined;
  readonly header: JsonMembers | undefined;
  /** In their JSON form, by name; a claim that is not known by its label. Undefined while they are encrypted. */
  readonly claims: JsonMembers | undefined;
  /** Of a CAT: the message in diagnostic notation (RFC 8949 section 8), its signature left out. */
  readonly diagnostic: string | undefined;
  /** Claims of a CAT that are not known, or are not as they must be, each with the reason. */
  readonly claimProblems: JsonMembers;
  /** Readings that a key must allow for this token: see CatReadings. */
  readonly needs: readonly string[];
}

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
  if (LIKE_JWT.test(raw)) return { ...NOTHING, ...describeJwt(raw) };
  if (LIKE_CAT.test(raw)) return { ...NOTHING, ...describeCat(raw) };
  return { ...NOTHING, problem: "neither st_ and 38 letters and digits, nor a JWT, nor base64url" };
}

function describeOpaque(raw: string): Partial<TokenDescription> {
  const opened = opaqueFormat.open(raw);
  if (opened) return { format: "opaque", opened };
  return { format: "opaque", problem: "behind st_ there are not 38 letters and digits" };
}
