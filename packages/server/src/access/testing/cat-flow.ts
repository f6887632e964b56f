import { issueCat, type Json } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { applicationDefaults } from "../../registry/built-in.ts";
import { sampleTokenKey } from "../../store/conformance/token-keys.ts";
import { createFlow, START_MILLISECONDS } from "./flow.ts";

/** When a test begins. Unix seconds. */
export const START_SECONDS = START_MILLISECONDS / 1000;

const SECRET = { kty: "oct", k: Buffer.from("a secret of thirty-two bytes, ok").toString("base64url") };
const material = nodeSignatures.importKey(SECRET, "HS256", "sign");

/** The flow with a key that vouches for Common Access Tokens made elsewhere. */
export function createCatFlow() {
  const flow = createFlow();
  const key = sampleTokenKey({
    id: "key_000000000001",
    organization: applicationDefaults.organization,
    kid: "k1",
    algorithm: "HS256",
    state: "active",
    sealedJwk: JSON.stringify(SECRET),
    publicJwk: undefined,
  });
  flow.tokenKeys.put({ ...key, version: 1, lastUsedAtSeconds: undefined, fetched: undefined });
  return flow;
}

/** Claims in their JSON form; undefined takes one out. */
export type SampleClaims = Readonly<Record<string, Json | undefined>>;

/** The text of a token that is good for a minute, with these claims more. */
export function catWith(claims: SampleClaims = {}): string {
  const all = { iat: START_SECONDS, exp: START_SECONDS + 60, cti: "c-1", catv: 1 as const, ...claims };
  return issueCat({ claims: all, key: { algorithm: "HS256", material, kid: "k1" } }, nodeSignatures);
}
