import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Algorithm, type AlgorithmFacts, algorithms } from "../keys/algorithms.ts";
import type { Jwk } from "../keys/jwk.ts";
import { publicJwk } from "../keys/public-jwk.ts";
import type { KeyMaterial } from "../keys/token-key.ts";
import { completeJwk, nodeSignatures } from "./node.ts";
import { KeyUnusable } from "./provider.ts";
import { webSignatures } from "./web.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
const ec = (namedCurve: string) =>
  generateKeyPairSync("ec", { namedCurve }).privateKey.export({ format: "jwk" });
const p256 = ec("P-256");
const secret = (bytes: number) => ({ kty: "oct", k: randomBytes(bytes).toString("base64url") });

const keys: Record<Algorithm, Jwk> = {
  HS256: secret(32),
  HS384: secret(48),
  HS512: secret(64),
  RS256: asJwk(rsa),
  PS256: asJwk(rsa),
  ES256: asJwk(p256),
  ES384: asJwk(ec("P-384")),
  EdDSA: asJwk(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" })),
  A128GCM: secret(16),
  A256GCM: secret(32),
};

function asJwk(key: { kty?: string | undefined }): Jwk {
  return { ...key, kty: key.kty ?? "" };
}

const named = Object.keys(algorithms).filter((name): name is Algorithm => name in algorithms);
const useOf = (name: Algorithm) => (algorithms[name] satisfies AlgorithmFacts).use;
const signing = named.filter(name => useOf(name) !== "encryption");
const sealing = named.filter(name => useOf(name) === "encryption");
const input = new TextEncoder().encode("what is signed");
const providers = { node: nodeSignatures, web: webSignatures };
const both = Object.entries(providers);

describe.each(signing)("%s", algorithm => {
  test("is verified by both providers, whoever signed", async () => {
    for (const [, signer] of both) {
      const signature = await signer.sign(
        algorithm,
        await signer.importKey(keys[algorithm], algorithm, "sign"),
        input,
      );
      for (const [, checker] of both) {
        const key = await checker.importKey(
          publicJwk(keys[algorithm]) ?? keys[algorithm],
          algorithm,
          "verify",
        );
        expect(await checker.verify(algorithm, key, input, signature)).toBe(true);
        expect(await checker.verify(algorithm, key, "what is signed", signature)).toBe(true);
      }
    }
  });

  test("refuses every flipped byte, every other length and every other input, without an exception", async () => {
    const own = nodeSignatures.importKey(keys[algorithm], algorithm, "sign");
    const signature = nodeSignatures.sign(algorithm, own, input);
    const wrong = [
      new Uint8Array(),
      signature.subarray(1),
      signature.subarray(0, -1),
      new Uint8Array(signature.length),
    ];
    wrong.push(new Uint8Array(signature.length).fill(255), new Uint8Array([...signature, 0]));
    for (let at = 0; at < signature.length; at += 7)
      wrong.push(signature.map((byte, i) => (i === at ? byte ^ 1 : byte)));
    for (const [, provider] of both) {
      const key = await provider.importKey(keys[algorithm], algorithm, "verify");
      for (const bytes of wrong) expect(await provider.verify(algorithm, key, input, bytes)).toBe(false);
      expect(await provider.verify(algorithm, key, "something else", signature)).toBe(false);
    }
  });

  test("does not import a key of another kind, and says so without the key", async () => {
    const { kty } = algorithms[algorithm];
    for (const other of named.filter(name => algorithms[name].kty !== kty)) {
      for (const [, provider] of both) {
        const refused = (async () => provider.importKey(keys[other], algorithm, "verify"))();
        await expect(refused).rejects.toThrow(KeyUnusable);
      }
    }
  });
});

describe.each(signing.filter(name => algorithms[name].kty === "RSA"))("%s", algorithm => {
  test("refuses a signature that lost its leading zero byte, which OpenSSL takes for the whole one", async () => {
    const own = nodeSignatures.importKey(keys[algorithm], algorithm, "sign");
    const [text, signature] = signedWithLeadingZero(algorithm, own);
    for (const [, provider] of both) {
      const key = await provider.importKey(keys[algorithm], algorithm, "verify");
      expect(await provider.verify(algorithm, key, text, signature)).toBe(true);
      expect(await provider.verify(algorithm, key, text, signature.subarray(1))).toBe(false);
    }
  });
});

/** One signature in 256 begins with a zero byte: this looks for a text that has one. */
function signedWithLeadingZero(algorithm: Algorithm, key: KeyMaterial): [string, Uint8Array] {
  for (let i = 0; i < 10_000; i++) {
    const signature = nodeSignatures.sign(algorithm, key, `text ${i}`);
    if (signature[0] === 0) return [`text ${i}`, signature];
  }
  throw new Error("no signature of 10,000 begins with a zero byte");
}

describe.each(sealing)("%s", algorithm => {
  const iv = new Uint8Array(12).fill(7);
  const aad = new TextEncoder().encode("Encrypt0");

  test("opens for both providers what either sealed, and nothing that was touched", async () => {
    for (const [, sealer] of both) {
      const key = await sealer.importKey(keys[algorithm], algorithm, "sign");
      const ciphertext = await sealer.encrypt(algorithm, key, { iv, aad, plaintext: input });
      for (const [, opener] of both) {
        const own = await opener.importKey(keys[algorithm], algorithm, "verify");
        const opened = await opener.decrypt(algorithm, own, { iv, aad, ciphertext });
        expect([...(opened ?? [])]).toEqual([...input]);
        const touched = ciphertext.map((byte, at) => (at === 3 ? byte ^ 1 : byte));
        for (const sealed of [
          { iv, aad, ciphertext: touched },
          { iv, aad, ciphertext: ciphertext.subarray(1) },
          { iv, aad, ciphertext: ciphertext.subarray(0, 3) },
          { iv, aad: input, ciphertext },
          { iv: iv.subarray(1), aad, ciphertext },
        ]) {
          expect(await opener.decrypt(algorithm, own, sealed)).toBeUndefined();
        }
      }
    }
  });

  test("needs a key of its exact length", () => {
    for (const bytes of [15, 17, 24, 33]) {
      expect(() => nodeSignatures.importKey(secret(bytes), algorithm, "verify")).toThrow(KeyUnusable);
    }
  });
});

describe("importing a key", () => {
  test("takes a MAC key of 7 bytes, as deployed tokens have it, and names its weakness", async () => {
    for (const [, provider] of both) {
      const material = await provider.importKey(secret(7), "HS256", "verify");
      expect(material.weakness).toBe("the key has 7 bytes, HS256 wants 32");
      expect((await provider.importKey(secret(32), "HS256", "verify")).weakness).toBeUndefined();
    }
  });

  test("refuses an empty secret, a short RSA modulus, a foreign curve, a point off its curve and a foreign alg", () => {
    const short = asJwk(
      generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ format: "jwk" }),
    );
    const refused: [Jwk, Algorithm][] = [
      [{ kty: "oct", k: "" }, "HS256"],
      [short, "PS256"],
      [keys.ES384, "ES256"],
      [{ ...keys.ES256, y: keys.ES256.x ?? "" }, "ES256"],
      [{ ...keys.ES256, alg: "ES384" }, "ES256"],
      [{ ...keys.HS256, use: "enc" }, "HS256"],
    ];
    for (const [jwk, algorithm] of refused) {
      expect(() => nodeSignatures.importKey(jwk, algorithm, "verify"), algorithm).toThrow(KeyUnusable);
    }
  });

  test("gives no way to sign with a key that was imported to verify", () => {
    for (const algorithm of ["ES256", "PS256", "EdDSA"] as const) {
      const key = nodeSignatures.importKey(keys[algorithm], algorithm, "verify");
      expect(() => nodeSignatures.sign(algorithm, key, input)).toThrow(TypeError);
      const half = publicJwk(keys[algorithm]) ?? keys[algorithm];
      expect(() => nodeSignatures.importKey(half, algorithm, "sign")).toThrow(KeyUnusable);
    }
  });

  test("completes a private key that came without its public half", () => {
    for (const algorithm of ["ES256", "ES384", "EdDSA"] as const) {
      const { x, y, ...bare } = keys[algorithm];
      expect(completeJwk(bare)).toEqual(keys[algorithm]);
    }
  });
});
