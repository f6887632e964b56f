import { encodeBase64url } from "../bytes/base64url.ts";
import { type AsyncSignatures, KeyUnusable, type SyncSignatures } from "../crypto/provider.ts";
import { MAX_JWT_LENGTH } from "../formats/jwt.ts";
import { type Algorithm, algorithms } from "../keys/algorithms.ts";
import type { KeyMaterial } from "../keys/token-key.ts";
import type { JsonObject } from "./strict-json.ts";

const encoder = new TextEncoder();

/** What a JWT is made of. */
export interface JwtToIssue {
  readonly claims: JsonObject;
  /** Imported for signing; the header says its algorithm. */
  readonly key: { readonly algorithm: Algorithm; readonly material: KeyMaterial };
  /** Undefined: the header names no key. */
  readonly kid?: string | undefined;
}

/** The claims cannot be a JWT: the text would be longer than any that is read. */
export class JwtNotIssued extends Error {
  override readonly name = "JwtNotIssued";
}

/** A signed JWT in compact form, `typ` JWT. Throws KeyUnusable for a key that signs none, and JwtNotIssued. */
export function issueJwt(jwt: JwtToIssue & { readonly signatures: SyncSignatures }): string {
  const input = signingInput(jwt);
  return finish(input, jwt.signatures.sign(jwt.key.algorithm, jwt.key.material, input));
}

/** The same on WebCrypto. */
export async function issueJwtAsync(
  jwt: JwtToIssue & { readonly signatures: AsyncSignatures },
): Promise<string> {
  const input = signingInput(jwt);
  return finish(input, await jwt.signatures.sign(jwt.key.algorithm, jwt.key.material, input));
}

function signingInput({ claims, key, kid }: JwtToIssue): string {
  if (!algorithms[key.algorithm].jose) throw new KeyUnusable(`${key.algorithm} signs no JWT`);
  const header: JsonObject =
    kid === undefined ? { alg: key.algorithm, typ: "JWT" } : { alg: key.algorithm, kid, typ: "JWT" };
  return `${encodePart(header)}.${encodePart(claims)}`;
}

function encodePart(members: JsonObject): string {
  // JSON.stringify escapes what has no UTF-8.
  return encodeBase64url(encoder.encode(JSON.stringify(members)));
}

function finish(input: string, signature: Uint8Array): string {
  const text = `${input}.${encodeBase64url(signature)}`;
  if (text.length > MAX_JWT_LENGTH) throw new JwtNotIssued(`longer than ${MAX_JWT_LENGTH} characters`);
  return text;
}
