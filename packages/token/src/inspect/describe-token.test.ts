import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openToken } from "../open-token.ts";
import { describeToken } from "./describe-token.ts";

interface VectorFile {
  readonly vectors: readonly { readonly id: string; readonly token: string }[];
}

const file = new URL("../../../../vectors/token/cat/cat-vectors.json", import.meta.url);
const { vectors }: VectorFile = JSON.parse(readFileSync(file, "utf8"));
const jwt = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsifQ.eyJleHAiOjF9.AAAA";

describe("describeToken", () => {
  test("reads every vector that a door reads, and says of every other one what is wrong", () => {
    expect(vectors.length).toBeGreaterThan(150);
    for (const { id, token } of vectors) {
      const said = describeToken(token);
      const isRead = !("problem" in openToken(token));
      expect([id, said.opened !== undefined], said.problem).toEqual([id, isRead]);
      if (!isRead) expect(said.problem, id).toMatch(/\w+ /);
    }
  });

  test("shows header and claims of a JWT, and the message of a CAT, without what makes it a credential", () => {
    expect(describeToken(jwt)).toMatchObject({ header: { alg: "HS256", kid: "k" }, claims: { exp: 1 } });
    for (const { id, token } of vectors) {
      const { opened, ...said } = describeToken(token);
      if (opened?.carries !== "claims" || opened.format !== "cat" || opened.signature.length < 16) continue;
      expect(said.diagnostic, id).toContain(`/ ${opened.signature.length} bytes / h''`);
      expect(JSON.stringify(said), id).not.toContain(Buffer.from(opened.signature).toString("hex"));
    }
  });

  test("takes any text, and never throws", () => {
    const seeds = [jwt, "st_aaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbb", ...vectors.map(({ token }) => token)];
    const changed = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(6_000), fc.string({ maxLength: 3 }), fc.nat(3))
      .map(([text, at, inserted, cut]) => text.slice(0, at) + inserted + text.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(changed, fc.string(), fc.base64String()), text => {
        const { problem, opened } = describeToken(text);
        return opened !== undefined || problem !== undefined;
      }),
      { numRuns: 3_000 },
    );
  });
});
