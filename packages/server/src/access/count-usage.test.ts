import { expect, test } from "vitest";
import { createUsageMeter } from "../sessions/usage-meter.ts";
import { sampleToken } from "../store/conformance/samples.ts";
import type { Outcome } from "./check-access.ts";
import { countDecision } from "./count-usage.ts";
import type { AccessQuestion } from "./question.ts";
import { createFlow } from "./testing/flow.ts";
import { verifiedFrom } from "./verified-token.ts";

const proven = verifiedFrom(sampleToken({ organization: "demo", user: "ann" }));

/** Whose refusal is counted, when a proven token is refused at this question. */
function countedFor(changes: Partial<AccessQuestion>) {
  const usage = createUsageMeter();
  const outcome: Outcome<never> = {
    allowed: false,
    reason: "stream-unknown",
    rules: [],
    token: proven,
    tokenId: proven.id,
    sessionId: undefined,
  };
  countDecision(usage, createFlow().question("", changes), outcome);
  return usage.take(10).map(({ subject }) => subject);
}

test("a refusal at a stream that exists is counted for it, its application and the token's user", () => {
  expect(countedFor({})).toEqual([
    { organization: "demo", application: "demo", stream: "demo/clip", user: "ann", tag: undefined },
  ]);
});

test("a refusal at an application that exists is counted for that, whatever the rest of the address says", () => {
  expect(countedFor({ asked: "demo/none", locate: () => undefined })).toEqual([
    { organization: "demo", application: "demo", stream: undefined, user: "ann", tag: undefined },
  ]);
});

test("no name of an address without an application is counted, though the token is good: it may be a token itself", () => {
  const asked = "st_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/x";
  expect(countedFor({ organization: undefined, asked, locate: () => undefined })).toEqual([
    { organization: "demo", application: undefined, stream: undefined, user: "ann", tag: undefined },
  ]);
});
