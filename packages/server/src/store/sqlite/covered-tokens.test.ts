import { expect, test } from "vitest";
import { sampleRevocation, sampleToken } from "../conformance/samples.ts";
import type { Store } from "../store.ts";
import { openForTest, temporaryFile } from "./testing/temporary-store.ts";

const names = Array.from({ length: 40_000 }, (_, index) => `live/s${index}`);

/** A store with a token of Eve's for each of the first streams. */
async function filled(tokens: number): Promise<Store> {
  const store = await openForTest({ file: await temporaryFile() });
  await store.insertTokens(
    names.slice(0, tokens).map(name => sampleToken({ user: "eve", target: { streams: [name] } })),
  );
  return store;
}

test("a group of more streams than a statement has parameters is revoked like any other", async () => {
  const store = await filled(10);
  const reach = { streams: names, groups: ["news"] };
  for (const selector of [{ group: "news" }, { group: "news", user: "eve" }]) {
    const { rule } = await store.revoke(sampleRevocation({ selector, reach }));
    expect(rule.tokens).toBe(10);
  }
});

test("what a user has in one application is counted in no more than a moment, although each has thousands", async () => {
  const store = await filled(8_000);
  const revocation = sampleRevocation({ selector: { application: "live", user: "eve" } });
  const milliseconds: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    expect((await store.countRevocation(revocation)).tokens).toBe(8_000);
    milliseconds.push(performance.now() - begun);
  }
  // It took seconds when each token was looked for among all of the application's. The quickest round: whatever else this
  // machine does may have kept the others waiting.
  expect(Math.min(...milliseconds)).toBeLessThan(500);
});
