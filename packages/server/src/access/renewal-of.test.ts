import { proveSync } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { expect, test } from "vitest";
import { renewalOf } from "./renewal-of.ts";
import { catWith, createCatFlow, START_SECONDS } from "./testing/cat-flow.ts";

/** When a session of a token that was made at `iat` is renewed for the last time, under a key with a lifetime of 100 s. */
function latestOf(iat: number | undefined): number | undefined {
  const text = catWith({ iat, catr: { type: "cookie", expadd: 600 } });
  const ring = createCatFlow().tokenKeys.ringOf("demo", "demo", START_SECONDS);
  const proof = proveSync(text, ring, nodeSignatures);
  if ("refused" in proof) throw new Error(proof.refused);
  const bounds = { longestTtlSeconds: 100, expiresAtSeconds: undefined, nowSeconds: START_SECONDS };
  return renewalOf(proof.claims, bounds)?.latestSeconds;
}

test("a session is renewed within its key's lifetime of the token, counted from when that was made", () => {
  expect(latestOf(START_SECONDS - 30)).toBe(START_SECONDS + 70);
});

test.each([undefined, START_SECONDS + 1_000_000])(
  "it is not renewed where the token says that it was made %s",
  iat => expect(latestOf(iat)).toBeLessThan(START_SECONDS),
);
