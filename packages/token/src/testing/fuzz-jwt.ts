import { encodeBase64url } from "../bytes/base64url.ts";
import { nodeSignatures } from "../crypto/node.ts";
import { issueJwt } from "../jwt/issue-jwt.ts";
import type { JsonObject } from "../jwt/strict-json.ts";
import { fixedRing } from "../keys/fixed-ring.ts";
import { verifyToken } from "../verify-sync.ts";
import { jwtClaimSeeds } from "./fuzz-jwt-claims.ts";
import { type FuzzTarget, textOf, textSeeds } from "./fuzz-target.ts";

const NOW_SECONDS = 1_750_000_000;
const algorithm = "HS256";
const secret = { kty: "oct", k: encodeBase64url(new Uint8Array(32).fill(7)) };
const material = nodeSignatures.importKey(secret, algorithm, "sign");
const keys = fixedRing([{ id: "fuzz", kid: undefined, algorithm, material }]);
const context = {
  nowSeconds: NOW_SECONDS,
  url: "https://cdn.example/live/cam1/index.m3u8",
  ip: "192.0.2.7",
};

const issued = (claims: JsonObject) =>
  issueJwt({ claims, key: { algorithm, material }, signatures: nodeSignatures });

/** The whole way of a signed JWT. Nothing but the tokens that were issued may be accepted. */
export const jwtFuzz: FuzzTarget = {
  name: "jwt",
  seeds: textSeeds(jwtClaimSeeds.map(issued)),
  acceptsSeedsOnly: true,
  run(input) {
    const { allowed } = verifyToken(textOf(input), { keys, signatures: nodeSignatures, context });
    return allowed ? "accepted" : "refused";
  },
};
