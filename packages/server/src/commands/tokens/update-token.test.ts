import { expect, test } from "vitest";
import { catWith, createCatFlow, START_SECONDS } from "../../access/testing/cat-flow.ts";
import { countingPrepare } from "../../access/testing/flow.ts";
import { sampleActor } from "../testing/sample-actor.ts";
import type { TokenChange } from "./token-grant.ts";
import { updateToken } from "./update-token.ts";

/** A token made elsewhere, played once, whose record ends so many seconds later than its text. */
async function renewedBy(seconds: number) {
  const flow = createCatFlow();
  const { store, sessions } = flow;
  const entered = await flow.enter(flow.question(catWith()), countingPrepare());
  const { tokenId: id = "" } = entered;
  const token = await store.token(id);
  if (!token) throw new Error("no record");
  const limits = { ...token, expiresAtSeconds: START_SECONDS + 60 + seconds };
  const nowSeconds = START_SECONDS;
  await store.updateToken({ organization: "demo", id, version: 1, limits, nowSeconds, isRenewal: true });
  const nowMilliseconds = () => START_SECONDS * 1000;
  const signedTokens = { identify: async () => undefined };
  const dependencies = { store, sessions, signedTokens, nowMilliseconds };
  return async (change: TokenChange) => {
    const outcome = await updateToken(dependencies, sampleActor(), {
      idOrText: id,
      change,
      version: undefined,
    });
    return "done" in outcome ? outcome.done : outcome.problem.reason;
  };
}

test("a signed token that was renewed gets a tag and fewer places and keeps its end, and gets none that its first text would renew", async () => {
  const change = await renewedBy(300);
  const expiresAtSeconds = START_SECONDS + 360;
  expect(await change({ tag: "vip", max_sessions: 1 })).toMatchObject({ tag: "vip", expiresAtSeconds });
  expect(await change({ expires_at: START_SECONDS + 60 })).toBe("request-invalid");
});

test("no signed token is set to end later than its text", async () => {
  const change = await renewedBy(0);
  expect(await change({ expires_at: START_SECONDS + 61 })).toBe("request-invalid");
  expect(await change({ expires_at: START_SECONDS + 59 })).toMatchObject({
    expiresAtSeconds: START_SECONDS + 59,
  });
});
