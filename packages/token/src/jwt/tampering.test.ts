import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { encodeBase64url } from "../bytes/base64url.ts";
import { nodeSignatures } from "../crypto/node.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import { fixedRing } from "../keys/fixed-ring.ts";
import type { Jwk } from "../keys/jwk.ts";
import { verifyToken } from "../verify-sync.ts";
import { issueJwt } from "./issue-jwt.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const context = { nowSeconds: 1_750_000_000 };
const claims = { exp: 1_750_000_060, actions: ["play"], target: { streams: ["live/cam1"] } };

const secret: Jwk = { kty: "oct", k: encodeBase64url(randomBytes(64)) };
const rsa: Jwk = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  format: "jwk",
}) as Jwk;
const ec = (namedCurve: string): Jwk =>
  generateKeyPairSync("ec", { namedCurve }).privateKey.export({ format: "jwk" }) as Jwk;
const keys: readonly (readonly [Algorithm, Jwk])[] = [
  ["HS256", secret],
  ["HS384", secret],
  ["HS512", secret],
  ["RS256", rsa],
  ["PS256", rsa],
  ["ES256", ec("P-256")],
  ["ES384", ec("P-384")],
  ["EdDSA", generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }) as Jwk],
];

function issuerOf(algorithm: Algorithm, jwk: Jwk) {
  const material = nodeSignatures.importKey(jwk, algorithm, "sign");
  const ring = fixedRing([{ id: "k", kid: undefined, algorithm, material }]);
  const token = issueJwt({ claims, key: { algorithm, material }, signatures: nodeSignatures });
  const isAllowed = (text: string) =>
    verifyToken(text, { keys: ring, signatures: nodeSignatures, context }).allowed;
  return { token, isAllowed };
}

function replaced(token: string, at: number, letter: string): string {
  return token.slice(0, at) + letter + token.slice(at + 1);
}

describe.each(keys)("an issued token with %s", (algorithm, jwk) => {
  const { token, isAllowed } = issuerOf(algorithm, jwk);

  test("is refused with any one letter another", () => {
    expect(isAllowed(token)).toBe(true);
    for (let at = 0; at < token.length; at += 1) {
      const others =
        algorithm === "HS256" ? [...LETTERS, ".", "=", "é", " "] : [token[at] === "A" ? "B" : "A", "."];
      for (const letter of others) {
        if (letter !== token[at])
          expect([at, letter, isAllowed(replaced(token, at, letter))]).toEqual([at, letter, false]);
      }
    }
  });

  test("is refused with a letter less, a letter more, or two letters that changed places", () => {
    for (let at = 0; at < token.length; at += 1) {
      expect([at, isAllowed(token.slice(0, at) + token.slice(at + 1))]).toEqual([at, false]);
      expect([at, isAllowed(`${token.slice(0, at)}A${token.slice(at)}`)]).toEqual([at, false]);
      const [here = "", next = ""] = token.slice(at, at + 2);
      if (here === next || next === "") continue;
      expect([at, isAllowed(token.slice(0, at) + next + here + token.slice(at + 2))]).toEqual([at, false]);
    }
    expect(isAllowed(`${token}A`)).toBe(false);
  });
});
