import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { completeJwk, nodeSignatures } from "../crypto/node.ts";
import { webSignatures } from "../crypto/web.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import type { Jwk } from "../keys/jwk.ts";
import type { KeyMaterial } from "../keys/token-key.ts";
import { verifyTokenAsync } from "../verify-async.ts";
import { verifyToken } from "../verify-sync.ts";
import { lineOf, type PreparedVector, prepareVectors } from "./run.ts";

const FOLDER = join(import.meta.dirname, "../../../../vectors/token/cat");
const NOW_SECONDS = 1_750_000_000;

const file = JSON.parse(readFileSync(join(FOLDER, "cat-vectors.json"), "utf8"));
const { choices }: { choices: Record<string, { decision: string; why: string }> } = JSON.parse(
  readFileSync(join(FOLDER, "choices.json"), "utf8"),
);

/** WebCrypto imports later than a ring is made: its keys are collected, and handed over once they are there. */
const webKeys = new Map<KeyMaterial, Promise<KeyMaterial>>();

function importNode(jwk: Jwk, algorithm: Algorithm): KeyMaterial {
  const material = nodeSignatures.importKey(completeJwk(jwk), algorithm, "verify");
  webKeys.set(material, webSignatures.importKey(completeJwk(jwk), algorithm, "verify"));
  return material;
}

/** The asynchronous driver, with keys imported by WebCrypto. */
const overWeb = {
  ...webSignatures,
  verify: async (algorithm: Algorithm, key: KeyMaterial, input: Uint8Array | string, signature: Uint8Array) =>
    webSignatures.verify(algorithm, await inWeb(key), input, signature),
  decrypt: async (...[algorithm, key, sealed]: Parameters<typeof webSignatures.decrypt>) =>
    webSignatures.decrypt(algorithm, await inWeb(key), sealed),
};

function inWeb(key: KeyMaterial): Promise<KeyMaterial> {
  const imported = webKeys.get(key);
  if (!imported) throw new Error("a key was not imported");
  return imported;
}

const prepared = prepareVectors(file, NOW_SECONDS, importNode);
const isVerdict = ({ vector }: PreparedVector) => vector.expected === "allow" || vector.expected === "deny";
const decided = prepared.filter(isVerdict);
const open = prepared.filter(entry => !isVerdict(entry));

function decide({ vector, keys, context }: PreparedVector, token = vector.token) {
  return lineOf(vector, verifyToken(token, { keys, signatures: nodeSignatures, context }));
}

async function decideOverWeb({ vector, keys, context }: PreparedVector) {
  return lineOf(vector, await verifyTokenAsync(vector.token, { keys, signatures: overWeb, context }));
}

describe("vectors with a verdict", () => {
  test("are there in number", () => expect(decided.length).toBeGreaterThan(120));

  test.each(decided.map(entry => [entry.vector.id, entry] as const))("%s", async (_id, entry) => {
    const line = decide(entry);
    expect(line).toMatchObject({ decision: entry.vector.expected });
    expect(await decideOverWeb(entry)).toEqual(line);
  });
});

describe("vectors that the sources leave open", () => {
  test("are each in choices.json, and nothing else is", () => {
    expect(Object.keys(choices).sort()).toEqual(open.map(({ vector }) => vector.id).sort());
  });

  test.each(open.map(entry => [entry.vector.id, entry] as const))("%s", async (id, entry) => {
    const line = decide(entry);
    expect(line).toMatchObject({ decision: choices[id]?.decision });
    expect(await decideOverWeb(entry)).toEqual(line);
  });
});

/** Unprotected headers alone may change without a trace: kid, and what is passed over there. */
function isUnprotected(bytes: Uint8Array, at: number, hex: string): boolean {
  const kid = hex.indexOf("a104");
  return kid >= 0 && at >= kid / 2 && at <= kid / 2 + 2 + ((bytes[kid / 2 + 2] ?? 0) & 31);
}

test("a flipped bit of an accepted token refuses it, wherever it is signed or written", () => {
  const accepted = decided.filter(({ vector }) => vector.expected === "allow");
  expect(accepted.length).toBeGreaterThan(30);
  let flipped = 0;
  for (const [index, entry] of accepted.entries()) {
    const bytes = Buffer.from(entry.vector.token, "base64url");
    for (let at = index % 5; at < bytes.length; at += 5) {
      if (isUnprotected(bytes, at, bytes.toString("hex"))) continue;
      const touched = Buffer.from(bytes);
      touched[at] = (touched[at] ?? 0) ^ (1 << (at % 8));
      flipped += 1;
      expect(decide(entry, touched.toString("base64url")).decision, `${entry.vector.id} at ${at}`).toBe(
        "deny",
      );
    }
  }
  expect(flipped).toBeGreaterThan(500);
});
