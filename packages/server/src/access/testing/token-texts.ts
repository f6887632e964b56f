import { readFileSync } from "node:fs";
import { z } from "zod";
import { isSignedToken } from "../path-tokens.ts";

const vectors = z.object({
  vectors: z.array(z.object({ token: z.string(), expect: z.object({ decision: z.string() }) })),
});
const file = new URL("../../../../../vectors/token/cat/cat-vectors.json", import.meta.url);

/** A dozen different Common Access Tokens in their usual form. No key of a test's server vouches for them. */
export const CATS: readonly [string, string, string, ...string[]] = texts();

/** A JWT of the same kind. */
export const JWT =
  "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDAwMDAwMDB9.Xb3SWqHYtRSWnPwZqRyL1pvlbVVM3FO5Fxx8dtYYt6s";

function texts(): [string, string, string, ...string[]] {
  const { vectors: all } = vectors.parse(JSON.parse(readFileSync(file, "utf8")));
  const good = all.filter(({ token, expect }) => expect.decision === "allow" && isSignedToken(token));
  const [first, second, third, ...others] = new Set(good.map(({ token }) => token));
  if (first === undefined || second === undefined || third === undefined) throw new Error("no vectors");
  return [first, second, third, ...others.slice(0, 9)];
}
