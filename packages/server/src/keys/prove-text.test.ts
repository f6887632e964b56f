import { randomBytes } from "node:crypto";
import { fixedRing, type IssuingKey, issueCat } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { expect, test } from "vitest";
import { proveText } from "./prove-text.ts";

const keyOf = (algorithm: "HS256" | "A256GCM", kid: string): IssuingKey & { id: string; kid: string } => {
  const jwk = { kty: "oct", k: randomBytes(32).toString("base64url") };
  return { id: kid, kid, algorithm, material: nodeSignatures.importKey(jwk, algorithm, "sign") };
};
const mac = keyOf("HS256", "mac");
const content = keyOf("A256GCM", "content");
const ring = fixedRing([mac, content]);

const prove = (key: IssuingKey, enclosed?: IssuingKey) => {
  const cat = { claims: { cti: "a" }, key, enclosed, randomBytes: (count: number) => randomBytes(count) };
  return proveText(issueCat(cat, nodeSignatures), ring, nodeSignatures);
};

test("a key for encryption vouches for nothing: what it closes must be signed, too", () => {
  expect(prove(content)).toMatchObject({ refused: "algorithm-not-allowed" });
  expect(prove(mac, content)).toMatchObject({ key: { id: "mac" }, claims: { id: "a" } });
  expect(prove(mac)).toMatchObject({ key: { id: "mac" } });
});
