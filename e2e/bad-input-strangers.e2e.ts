import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackedServer, startAttackedServer } from "./bad-input/attacked-server.ts";
import { expectJsonRefusal } from "./bad-input/expect-refusal.ts";
import { fillIn, mintNamedCredentials, type NamedCredentials } from "./bad-input/named-credentials.ts";
import { type RawAnswer, type RawHeader, type RawRequest, rawRequest } from "./bad-input/raw-request.ts";

let server: AttackedServer;
let credentials: NamedCredentials;
let clients = 0;

beforeAll(async () => {
  server = await startAttackedServer();
  credentials = await mintNamedCredentials(server);
});
afterAll(() => server.stop());

function send(request: RawRequest): Promise<RawAnswer> {
  clients += 1;
  return rawRequest(server.url, { ...request, from: `127.11.${clients >> 8}.${clients & 255}` });
}

/** Addresses that are there, and beside them ones of the same length that are not. */
const pairs = [
  ["/shows/film", "/shows/filn"],
  ["/shows/film/", "/shows/filn/"],
  ["/shows/film/index.m3u8", "/shows/filn/index.m3u8"],
  ["/shows/film/v0/seg-1.m4s", "/shows/filn/v0/seg-1.m4s"],
  ["/shows/film/clip.mp4", "/shows/film/clap.mp4"],
  ["/shows/2026/derby/cam-1", "/shows/2026/derby/cam-2"],
  ["/shows/2026/derby/cam-1/index.m3u8", "/shows/2026/derby/cam-2/index.m3u8"],
  ["/files/clip/index.m3u8", "/filez/clip/index.m3u8"],
  ["/files/clip", "/filez/clip"],
  ["/a/demo/clip", "/a/demu/clip"],
] as const;

const strangers = [
  ["no token", ""],
  ["a wrong secret", "?token={wrong-secret}"],
  ["an unknown id", "?token={unknown-id}"],
  ["a malformed token", "?token=hello"],
  ["a token too long", "?token={5000 x a}"],
  ["two tokens", "?token={good}&token={unknown-id}"],
  ["an expired token", "?token={expired}"],
  ["a token of tomorrow", "?token={not-yet-valid}"],
  ["a token for publishing", "?token={publish}"],
  ["a token for another stream", "?token={foreign-stream}"],
  ["a token for another network", "?token={one-network}"],
] as const;

const readers: readonly (readonly [string, string, readonly RawHeader[]])[] = [
  ["a program", "GET", []],
  ["a HEAD", "HEAD", []],
  ["a browser", "GET", [["Accept", "text/html"]]],
  [
    "a frame",
    "GET",
    [
      ["Sec-Fetch-Dest", "iframe"],
      ["Referer", "https://example.com/"],
    ],
  ],
];

describe.each(strangers)("with %s", (_, query) => {
  describe.each(readers)("%s", (_reader, method, headers) => {
    test.each(pairs)("cannot tell %s from %s", async (known, unknown) => {
      const [there, absent] = await Promise.all(
        [known, unknown].map(target =>
          send({ method, target: target + fillIn(query, credentials), headers }),
        ),
      );
      if (!there || !absent) throw new Error("two answers were expected");
      expect(there.status).toBeGreaterThanOrEqual(401);
      expect(there.status).toBeLessThanOrEqual(403);
      expect(comparable(absent, unknown)).toEqual(comparable(there, known));
    });
  });
});

test.each(strangers.filter(([name]) => name !== "two tokens"))(
  "POST /s with %s answers the same for every name",
  async (_, query) => {
    const [, token = ""] = /token=([^&]*)/.exec(fillIn(query, credentials)) ?? [];
    const answers = await Promise.all(
      ["shows/film", "shows/filn", "nowhere/film", "shows/2026/derby/cam-1", "..%2f/x", "", "/"].map(stream =>
        send({
          method: "POST",
          target: "/s",
          headers: [["Content-Type", "application/json"]],
          body: JSON.stringify({ token, stream: stream || "x" }),
        }),
      ),
    );
    const [first] = answers;
    for (const answer of answers) {
      expectJsonRefusal(answer, { status: first?.status ?? 0, reason: String(first?.json.reason) });
      expect(comparable(answer, "")).toEqual(first && comparable(first, ""));
    }
  },
);

test("a good token is told that there is no such stream", async () => {
  const answer = await send({ target: fillIn("/shows/filn?token={good}", credentials) });
  expectJsonRefusal(answer, { status: 404, reason: "stream-unknown" });
});

/** An answer without what is new in each: reference, nonce, ticket, time; and without the address it repeats. */
function comparable({ status, headers, body }: RawAnswer, target: string): unknown {
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1] ?? "no nonce";
  const name = target.replace(/^\/(a\/)?|\/$/g, "");
  const withoutFile = name.split("/").length > 2 ? name.replace(/\/[^/]+\.[a-z0-9]{2,4}$/, "") : name;
  const plain = (text: string): string =>
    [headers["sluice-ref"] ?? "no ref", nonce, name, withoutFile]
      .filter(part => part !== "")
      .reduce((rest, part) => rest.replaceAll(part, "…"), text)
      .replace(/"ticket":"[^"]*"/, '"ticket":"…"');
  const { date: _, ...kept } = headers;
  return {
    status,
    headers: Object.entries(kept).map(([key, value]) => [key, plain(value)]),
    body: plain(body),
  };
}
