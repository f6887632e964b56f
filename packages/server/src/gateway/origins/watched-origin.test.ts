import { expect, test } from "vitest";
import type { OriginReply, OriginRequest } from "./origin.ts";
import { unavailable } from "./unavailable.ts";
import { watchedOrigin } from "./watched-origin.ts";

const media: OriginReply = {
  outcome: "media",
  status: 200,
  contentType: "video/mp4",
  contentLength: 1,
  body: undefined,
};

/** An origin that answers what the test says, 25 ms later. */
function watched() {
  let now = 1_000;
  let next: OriginReply = media;
  const heard: string[] = [];
  const origin = watchedOrigin(
    {
      kind: "test",
      open: async () => {
        now += 25;
        return next;
      },
      close: async () => undefined,
    },
    {
      nowMilliseconds: () => now,
      asked: (kind, reply) => heard.push(`${kind} ${reply.outcome}`),
      turned: ({ state }) => heard.push(state),
      left: ({ state }) => heard.push(`left ${state}`),
    },
  );
  const ask = (reply: OriginReply, more: Partial<OriginRequest> = {}) => {
    next = reply;
    const signal = new AbortController().signal;
    return origin.open({ method: "GET", path: "a/b.ts", signal, ...more });
  };
  return { origin, ask, heard };
}

test("an origin tells how it answers, and its turns are told once each", async () => {
  const { origin, ask, heard } = watched();
  expect(origin.health()).toBeUndefined();
  await ask(media);
  expect(origin.health()).toMatchObject({ state: "up", latencyMilliseconds: 25 });
  for (let i = 0; i < 4; i += 1) await ask(unavailable("origin-error"));
  await ask(media);
  expect(heard.filter(text => !text.startsWith("test "))).toEqual(["down", "up"]);
  expect(heard.filter(text => text.startsWith("test "))).toHaveLength(6);
});

test("what a viewer gave up says nothing of the origin", async () => {
  const { origin, ask, heard } = watched();
  for (let i = 0; i < 4; i += 1) await ask(unavailable("origin-error"), { signal: AbortSignal.abort() });
  expect(heard).toEqual([]);
  expect(origin.health()).toBeUndefined();
});

test("a playlist that the origin holds back on purpose is no slow answer", async () => {
  const { origin, ask } = watched();
  await ask(media, { query: "a=1&_HLS_msn=7" });
  expect(origin.health()).toMatchObject({ state: "up", latencyMilliseconds: undefined });
});

test("an origin that was left is no news any more", async () => {
  const { origin, ask, heard } = watched();
  for (let i = 0; i < 3; i += 1) await ask(unavailable("origin-error"));
  origin.leave();
  await ask(media);
  expect(heard.at(-1)).toBe("left down");
});
