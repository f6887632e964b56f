import { describe, expect, test } from "vitest";
import { nodeCrypto } from "../crypto/node.ts";
import { openToken } from "../open-token.ts";
import { hashOpaqueSecret, isOpaqueId, issueOpaque, opaqueFormat, opaqueIdOf } from "./opaque.ts";

describe("an opaque token", () => {
  test("fits the narrowest carriers: at most 43 characters of [A-Za-z0-9_-]", () => {
    for (let round = 0; round < 200; round += 1) {
      expect(issueOpaque(nodeCrypto).text).toMatch(/^[A-Za-z0-9_-]{1,43}$/);
    }
  });

  test("begins with its public id, which opens nothing by itself", () => {
    const { id, text } = issueOpaque(nodeCrypto);
    expect(text.startsWith(id)).toBe(true);
    expect(isOpaqueId(id)).toBe(true);
    expect(opaqueFormat.open(id)).toBeUndefined();
    expect(opaqueIdOf(text)).toBe(id);
    expect(opaqueIdOf(id)).toBe(id);
  });

  test("never repeats, in id or secret", () => {
    const texts = Array.from({ length: 2_000 }, () => issueOpaque(nodeCrypto).text);
    expect(new Set(texts.map(text => text.slice(0, 15))).size).toBe(texts.length);
    expect(new Set(texts.map(text => text.slice(15))).size).toBe(texts.length);
  });

  test("is malformed when a character is missing, added or foreign", () => {
    const { text } = issueOpaque(nodeCrypto);
    for (const broken of [text.slice(0, -1), `${text}a`, `${text.slice(0, -1)}-`, ` ${text}`, `${text}\n`]) {
      expect(openToken(broken)).toEqual({ problem: "token-malformed" });
    }
  });

  test("gives another hash for every changed character of its secret", () => {
    const { id, text } = issueOpaque(nodeCrypto);
    const secret = text.slice(id.length);
    const hash = Buffer.from(hashOpaqueSecret(nodeCrypto, secret)).toString("hex");
    for (let at = 0; at < secret.length; at += 1) {
      const other = secret.slice(0, at) + (secret[at] === "a" ? "b" : "a") + secret.slice(at + 1);
      expect(Buffer.from(hashOpaqueSecret(nodeCrypto, other)).toString("hex")).not.toBe(hash);
    }
  });
});

describe("openToken", () => {
  test("refuses texts longer than any token before reading them", () => {
    expect(openToken(`st_${"a".repeat(64 * 1024)}`)).toEqual({ problem: "token-too-long" });
  });

  test("never throws, whatever the text", () => {
    for (const text of ["", "st_", "\0", "💥", "{}", "eyJhbGciOiJub25lIn0.e30.", "A".repeat(4096)]) {
      expect(openToken(text)).toEqual({ problem: "token-malformed" });
    }
  });
});
