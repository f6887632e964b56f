import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PlaySession } from "./session.ts";
import { createSessionClient } from "./session-client.ts";

const server = "https://media.example/";
const request = { token: "tok", stream: "demo/clip", format: "hls", ticket: undefined } as const;
const session: PlaySession = {
  id: "ses_1",
  url: "https://media.example/s/h/demo/clip/index.m3u8",
  format: "hls",
  kind: "vod",
  expiresAtSeconds: null,
  clockAheadSeconds: 0,
  annotations: [],
};
const opened = {
  session: "ses_1",
  url: "/s/h/demo/clip/index.m3u8",
  format: "hls",
  kind: "vod",
  expires_at: null,
};
const refused = { reason: "token-revoked", title: "Access was withdrawn", detail: "…", ref: "K7M2Q9XH4T" };

/** Answers in turn; `undefined` is a network failure. */
function answering(...replies: readonly (Response | undefined)[]) {
  const left = [...replies];
  return vi.fn<typeof fetch>(async () => {
    const reply = left.shift();
    if (reply === undefined) throw new TypeError("Failed to fetch");
    return reply;
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("opening a session", () => {
  test("sends the token in the body and never in the URL", async () => {
    const fetcher = answering(Response.json(opened, { status: 201 }));
    const answer = await createSessionClient(server, fetcher).open(request);
    expect(answer).toMatchObject({ outcome: "opened", session: { id: "ses_1" } });
    const [url, init] = fetcher.mock.calls[0] ?? [];
    expect(url).toEqual(new URL("https://media.example/s"));
    expect(init?.body).toBe('{"token":"tok","stream":"demo/clip","format":"hls"}');
  });

  test("repeats once when the answer got lost, and says so when it is lost again", async () => {
    const once = answering(undefined, Response.json(opened, { status: 201 }));
    const first = createSessionClient(server, once).open(request);
    await vi.runAllTimersAsync();
    expect(await first).toMatchObject({ outcome: "opened" });

    const twice = answering(undefined, undefined);
    const second = createSessionClient(server, twice).open(request);
    await vi.runAllTimersAsync();
    expect(await second).toMatchObject({ outcome: "refused", refusal: { reason: "network-unreachable" } });
    expect(twice).toHaveBeenCalledTimes(2);
  });

  test("does not repeat what the server refused", async () => {
    const fetcher = answering(Response.json(refused, { status: 403 }));
    const answer = await createSessionClient(server, fetcher).open(request);
    expect(answer).toMatchObject({ outcome: "refused", refusal: { reason: "token-revoked", status: 403 } });
    expect(fetcher).toHaveBeenCalledTimes(1);
  });

  test("turns a page of some proxy into a refusal that can be tried again", async () => {
    const fetcher = answering(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    const answer = await createSessionClient(server, fetcher).open(request);
    expect(answer).toMatchObject({
      outcome: "refused",
      refusal: { reason: "reply-unreadable", status: 502 },
    });
  });
});

describe("asking after a session", () => {
  test("tells alive, over and unreachable apart", async () => {
    const fetcher = answering(new Response("#EXTM3U"), Response.json(refused, { status: 403 }), undefined);
    const client = createSessionClient(server, fetcher);
    expect(await client.probe(session)).toEqual({ outcome: "alive" });
    expect(await client.probe(session)).toMatchObject({
      outcome: "refused",
      refusal: { ref: "K7M2Q9XH4T" },
    });
    expect(await client.probe(session)).toEqual({ outcome: "unreachable" });
  });

  test("asks for one byte of an MP4, not for the whole", async () => {
    const fetcher = answering(new Response("x", { status: 206 }));
    await createSessionClient(server, fetcher).probe({ ...session, format: "mp4" });
    expect(fetcher.mock.calls[0]?.[1]?.headers).toEqual({ range: "bytes=0-0" });
  });
});
