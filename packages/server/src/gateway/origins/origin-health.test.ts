import { expect, test } from "vitest";
import type { OriginReply } from "./origin.ts";
import { healthAfter, type OriginHealth, untriedOrigin } from "./origin-health.ts";
import { unavailable } from "./unavailable.ts";

const media: OriginReply = {
  outcome: "media",
  status: 200,
  contentType: "video/mp4",
  contentLength: 1,
  body: undefined,
};
const refused = unavailable("origin-unreachable", "connect ECONNREFUSED");

function after(replies: readonly OriginReply[], latencyMilliseconds: number | undefined = 8): OriginHealth {
  return replies.reduce<OriginHealth>(
    (health, reply, i) => healthAfter(health, { reply, atMilliseconds: i + 1, latencyMilliseconds }),
    untriedOrigin,
  );
}

test("an origin is down after three failures in a row, and up after one answer", () => {
  expect(after([refused, refused])).toMatchObject({ state: "up", consecutiveFailures: 2 });
  expect(after([refused, media, refused, refused])).toMatchObject({ state: "up", consecutiveFailures: 2 });
  const down = after([media, refused, refused, unavailable("origin-timeout")]);
  expect(down).toMatchObject({
    state: "down",
    consecutiveFailures: 3,
    lastAnswerAtMilliseconds: 1,
    lastFailure: { atMilliseconds: 4, reason: "origin-timeout" },
  });
  expect(after([refused, refused, refused, media])).toMatchObject({ state: "up", consecutiveFailures: 0 });
});

test.each(["media-not-found", "media-type-refused", "range-not-satisfiable"] as const)(
  "%s is an answer: the origin is there",
  reason => {
    const reply = unavailable(reason);
    expect(after([refused, refused, reply])).toMatchObject({ state: "up", consecutiveFailures: 0 });
  },
);

test("the latency is an average of answers, and an answer that was held on purpose has none", () => {
  const once = healthAfter(untriedOrigin, { reply: media, atMilliseconds: 1, latencyMilliseconds: 100 });
  const twice = healthAfter(once, { reply: media, atMilliseconds: 2, latencyMilliseconds: 180 });
  expect([once.latencyMilliseconds, twice.latencyMilliseconds]).toEqual([100, 110]);
  const held = healthAfter(twice, { reply: media, atMilliseconds: 3, latencyMilliseconds: undefined });
  expect(held.latencyMilliseconds).toBe(110);
  const failed = healthAfter(twice, { reply: refused, atMilliseconds: 3, latencyMilliseconds: 3_000 });
  expect(failed.latencyMilliseconds).toBe(110);
});
