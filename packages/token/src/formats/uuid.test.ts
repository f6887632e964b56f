import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nodeCrypto } from "../crypto/node.ts";
import { describeToken } from "../inspect/describe-token.ts";
import { openToken } from "../open-token.ts";
import { hashOpaqueSecret, isOpaqueId } from "./opaque.ts";
import { referenceFormatOf, referenceIdOf } from "./references.ts";
import { signedFormats } from "./signed.ts";
import { issueUuid, uuidFormat } from "./uuid.ts";

interface Vectors {
  readonly tokens: readonly { text: string; id: string; secretHash: string }[];
  readonly none: readonly { text: string; why: string }[];
}

const file = new URL("../../../../vectors/token/uuid.json", import.meta.url);
const { tokens, none }: Vectors = JSON.parse(readFileSync(file, "utf8"));

describe("a UUID as a token", () => {
  test("is a UUID of version 4 in small letters, and never repeats in text or id", () => {
    const issued = Array.from({ length: 2_000 }, () => issueUuid(nodeCrypto));
    for (const { text, id } of issued) {
      expect(text).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(isOpaqueId(id)).toBe(true);
      expect(uuidFormat.open(text)?.id).toBe(id);
    }
    expect(new Set(issued.map(({ text }) => text)).size).toBe(issued.length);
    expect(new Set(issued.map(({ id }) => id)).size).toBe(issued.length);
  });

  test("uses every random bit but the six that its version and variant fix", () => {
    const ones = issueUuid({ ...nodeCrypto, randomBytes: count => new Uint8Array(count).fill(255) }).text;
    const zeros = issueUuid({ ...nodeCrypto, randomBytes: count => new Uint8Array(count) }).text;
    expect(ones).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
    expect(zeros).toBe("00000000-0000-4000-8000-000000000000");
  });

  // Those that begin with 0 or 2 begin as a CAT does, so the formats that name a record are asked first.
  test.each([..."0123456789abcdef"])("is read as one, whatever it begins with: %s", first => {
    const text = first + issueUuid(nodeCrypto).text.slice(1);
    const id = uuidFormat.open(text)?.id ?? "";
    expect(isOpaqueId(id)).toBe(true);
    expect(referenceFormatOf(text)).toBe(uuidFormat);
    expect(openToken(text)).toMatchObject({ carries: "reference", format: "uuid", id });
    expect(describeToken(text)).toMatchObject({ format: "uuid", problem: undefined });
    expect(referenceIdOf(text)).toBe(id);
    expect(signedFormats.flatMap(format => (format.looksLike(text) && format.open(text)) || [])).toEqual([]);
  });

  test("has an id that opens as no token, and is its own public id", () => {
    const { id } = issueUuid(nodeCrypto);
    expect(openToken(id)).toEqual({ problem: "token-malformed" });
    expect(referenceIdOf(id)).toBe(id);
    expect(referenceIdOf("clip")).toBeUndefined();
  });

  test("is read in capitals as in small letters", () => {
    const { text } = issueUuid(nodeCrypto);
    expect(uuidFormat.open(text.toUpperCase())).toEqual(uuidFormat.open(text));
  });

  test.each(tokens)("of the vectors has its id and hash: $text", ({ text, id, secretHash }) => {
    const opened = uuidFormat.open(text);
    expect(opened?.id).toBe(id);
    const hash = hashOpaqueSecret(nodeCrypto, opened?.secret ?? "");
    expect(Buffer.from(hash).toString("hex")).toBe(secretHash);
  });

  test.each(none)("is not: $why", ({ text }) => {
    expect(uuidFormat.looksLike(text)).toBe(false);
    expect(uuidFormat.open(text)).toBeUndefined();
  });
});
