import { describe, expect, test } from "vitest";
import { handleOf, readSession } from "./session.ts";

const server = "https://media.example/sluice/";
const from = { server, nowSeconds: 1_600_000_000 };
const reply = {
  session: "ses_1",
  url: "/sluice/s/h4ndle/demo/clip/index.m3u8",
  format: "hls",
  kind: "vod",
  expires_at: 1_700_000_000,
};

describe("the answer to POST /s", () => {
  test("becomes a session with an absolute URL on the server", () => {
    expect(readSession(reply, from)).toEqual({
      id: "ses_1",
      url: "https://media.example/sluice/s/h4ndle/demo/clip/index.m3u8",
      format: "hls",
      kind: "vod",
      expiresAtSeconds: 1_700_000_000,
      clockAheadSeconds: 0,
      annotations: [],
    });
  });

  test("brings its watermarks, and how far the server's clock is ahead", () => {
    const session = readSession({ ...reply, now: 1_600_000_030, annotations: [{ text: "a" }] }, from);
    expect(session).toMatchObject({ clockAheadSeconds: 30, annotations: [{ text: "a" }] });
  });

  test("says that it can be renewed only by a plain true", () => {
    expect(readSession({ ...reply, renewable: true }, from)?.renewable).toBe(true);
    for (const renewable of [false, "true", 1, null])
      expect(readSession({ ...reply, renewable }, from)).not.toHaveProperty("renewable");
  });

  test("may name no session, where tokens are not enforced", () => {
    expect(readSession({ ...reply, session: null, expires_at: null }, from)).toMatchObject({
      id: undefined,
      expiresAtSeconds: null,
    });
  });

  test.each([
    "//evil.example/s/x",
    "https://evil.example/s/x",
    "javascript:alert(1)",
    "data:,x",
    "http://[",
    7,
  ])("is refused when its URL is %s", url => {
    expect(readSession({ ...reply, url }, from)).toBeUndefined();
  });

  test.each([null, "text", {}, { ...reply, format: "exe" }, { ...reply, kind: "radio" }])(
    "is refused when it is %o",
    value => {
      expect(readSession(value, from)).toBeUndefined();
    },
  );
});

test("the handle of a session is in its URL, below whatever path the server has", () => {
  const handle = "h".repeat(40);
  const at = (path: string) => handleOf({ url: `https://media.example${path}` });
  expect(at(`/sluice/s/${handle}/demo/clip/index.m3u8`)).toBe(handle);
  expect(at("/s/short/demo/clip/index.m3u8")).toBeUndefined();
  expect(at(`/demo/clip/index.m3u8?x=/s/${handle}/`)).toBeUndefined();
});
