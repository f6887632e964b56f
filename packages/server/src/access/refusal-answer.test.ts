import { type Json, openToken, proveSync } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { createAnswerRefusal } from "./refusal-answer.ts";
import { catWith, createCatFlow, START_SECONDS } from "./testing/cat-flow.ts";
import { countingPrepare } from "./testing/flow.ts";

const PREFIX = "https://login.example.com/?CAT=";
const HOUR = 3600;

async function answerTo(claims: Parameters<typeof catWith>[0], redirectHosts = ["*.example.com"]) {
  const flow = createCatFlow();
  const decision = await flow.enter(flow.question(catWith(claims)), countingPrepare());
  if (decision.allowed) throw new Error("the entry was allowed");
  const answerRefusal = createAnswerRefusal({
    keys: flow.tokenKeys,
    signatures: nodeSignatures,
    issuerOf: organization => `https://sluice.test/o/${organization}`,
    redirectHosts,
  });
  const answer = answerRefusal(decision, { application: "demo", nowSeconds: START_SECONDS });
  const ring = flow.tokenKeys.ringOf("demo", "demo", START_SECONDS);
  return { answer, proof: (text: string) => proveSync(text, ring, nodeSignatures) };
}

/** Expired, with a redirect that carries a new token. */
function carrying(claims: Json, kid?: string): Parameters<typeof catWith>[0] {
  const headers = { Location: { urlPrefix: PREFIX, claims } };
  return { exp: START_SECONDS - 1, catif: [{ claims: [4], status: 302, headers, ...(kid && { kid }) }] };
}

describe("an answer that an issuer wants", () => {
  test("may carry a new token, which the same key vouches for, with issuer and time filled in", async () => {
    const claims: Json = [
      [1, null],
      [6, null],
      [4, START_SECONDS + HOUR],
    ];
    const { answer, proof } = await answerTo(carrying(claims));
    const [[name, value = ""] = []] = answer?.headers ?? [];
    expect([answer?.status, name, value.startsWith(PREFIX)]).toEqual([302, "location", true]);
    expect(proof(value.slice(PREFIX.length))).toMatchObject({
      claims: {
        issuer: "https://sluice.test/o/demo",
        issuedAtSeconds: START_SECONDS,
        expiresAtSeconds: START_SECONDS + HOUR,
      },
    });
  });

  test.each([
    ["of another key", carrying([[4, START_SECONDS + HOUR]], "k2")],
    ["without an end", carrying([[1, null]])],
    ["that lives for more than a day", carrying([[4, START_SECONDS + 25 * HOUR]])],
  ])("carries no token %s, and is none then", async (_, claims) => {
    expect((await answerTo(claims)).answer).toBeUndefined();
  });

  test("leads to no host that the operator has not named", async () => {
    expect((await answerTo(carrying([[4, START_SECONDS + HOUR]]), [])).answer).toBeUndefined();
    expect((await answerTo(carrying([[4, START_SECONDS + HOUR]]), ["example.com"])).answer).toBeUndefined();
  });

  test("is for the claim that refused first alone", async () => {
    const catif = [{ claims: [311], status: 403, headers: { "Retry-After": "60" } }];
    const { answer } = await answerTo({ catnip: ["198.51.100.0/24"], catif });
    // In small letters: a name in capitals would stand beside one of ours instead of giving way to it.
    expect(answer).toEqual({ status: 403, headers: [["retry-after", "60"]] });
    expect(
      (await answerTo({ exp: START_SECONDS - 1, catnip: ["198.51.100.0/24"], catif })).answer,
    ).toBeUndefined();
  });
});

test("the samples are tokens", () => {
  expect(openToken(catWith())).toMatchObject({ carries: "claims", format: "cat" });
});
