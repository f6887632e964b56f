import { describe, expect, test } from "vitest";
import { alwaysRedact, holdsCredential, outsideText, redact } from "./redact.ts";

const id = "st_0123456789aB";
const secret = "ZyXwVuTsRqPoNmLkJiHgFeDcBa";
const handle = `AQ${"Ab1_-".repeat(12)}`;

/** A CAT by its form: what it begins with, and a protected header, which names a key of this length. */
function catOf(start: string, kidLength: number): string {
  const kid = Buffer.alloc(kidLength, "k");
  const kidHead = kidLength < 24 ? [0x40 + kidLength] : [0x58, kidLength];
  const header = [0xa2, 0x01, 0x05, 0x04, ...kidHead, ...kid];
  const { length } = header;
  const head =
    length < 24 ? [0x40 + length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255];
  const rest = Buffer.alloc(60, "\xc7\x9a\x31", "latin1");
  return Buffer.concat([Buffer.from(start, "hex"), Buffer.from([...head, ...header]), rest]).toString(
    "base64url",
  );
}

const STARTS = ["d83dd184", "d83dd284", "d83dd083", "d184", "d083", "84", "83"];

describe("a text from outside", () => {
  test.each(STARTS)("loses a CAT that begins with %s, however long the name of its key is", start => {
    for (let length = 1; length < 256; length += 1) {
      const token = catOf(start, length);
      expect(redact(`ua/1 ${token} x`), `${length}`).toMatch(/^ua\/1 \w{0,12}\[redacted\] x$/);
      expect(holdsCredential(token), `${length}`).toBe(true);
    }
  });

  test("keeps a subscriber's name and loses the code", () => {
    expect(redact("a totp:alice:012345 b")).toBe("a totp:alice:[redacted] b");
    expect(redact("/x?subscriberId=alice&subscriberCode=012345&y=1")).toBe(
      "/x?subscriberId=alice&subscriberCode=[redacted]&y=1",
    );
  });

  test("keeps a token's id and loses its secret, wherever the token stands", () => {
    expect(redact(`a ${id}${secret} b`)).toBe(`a ${id}[redacted] b`);
    expect(redact(`/demo/${id}${secret}/x`)).toBe(`/demo/${id}[redacted]/x`);
    expect(redact(`x_${id}${secret}`)).toBe(`x_${id}[redacted]`);
    expect(redact(`x${id}${secret}`)).toBe("x[redacted]");
  });

  test.each([
    ["in capitals", `${id}${secret}`.toUpperCase()],
    ["in small letters", `${id}${secret}`.toLowerCase()],
    ["longer by a letter", `${id}${secret}x`],
    ["cut", `${id}${secret}`.slice(0, -5)],
    ["with a dash in its id", `st_0123-456789aB${secret}`],
    ["with a dash behind its id", `${id}-${secret}`],
  ])("loses the secret of a token %s", (_, token) => {
    expect(redact(`ua ${token} end`).toLowerCase()).not.toContain(secret.slice(0, 12).toLowerCase());
  });

  test.each([
    "test_concert-london-2026",
    "latest_20261121093000",
    "st_peters-cathedral",
    "task_0123456789abcdef",
    "0123456789abcdef0123456789abcdef01234567",
  ])("keeps a name that is none: %s", name => {
    expect(redact(`live/${name}`)).toBe(`live/${name}`);
  });

  test("keeps an id that stands alone", () => {
    expect(redact(`token ${id}, revoked`)).toBe(`token ${id}, revoked`);
  });

  test.each([
    ["whole", handle],
    ["with a letter in front", `x${handle}`],
    ["with letters behind", `${handle}abc`],
    ["cut", handle.slice(0, 50)],
  ])("loses a handle that is %s", (_, text) => {
    expect(redact(`agent/1.0 ${text} end`)).not.toContain(handle.slice(8, 32));
  });

  test("loses API keys, signing secrets, query credentials and bearer credentials of any form", () => {
    expect(redact("sk_abcdefgh0123456789012345678901234")).toBe("sk_abcdefgh[redacted]");
    expect(redact("http://a/?x=1&token=whatever-it-is&y=2")).toBe("http://a/?x=1&token=[redacted]&y=2");
    expect(redact(`is whsec_${"aB/+".repeat(10)}= here`)).toBe("is whsec_[redacted] here");
    expect(redact("Authorization: Bearer any.thing.else")).toBe("Authorization: Bearer [redacted]");
  });

  test.each([
    ["JWT", "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDAwMDAwMDB9.Xb3SWqHYtRSWnPwZqRyL1pvlbVVM3FO5Fxx8dtYYt6s"],
    ["JWT with blanks in its header", "eyAiYWxnIjoiSFMyNTYifQ.eyJleHAiOjE4MDB9.Xb3SWqHYtRSWnPwZqRyL1pvlb"],
    ["JWT with a tab in its header", "ewkiYWxnIjoiSFMyNTYifQ.eyJleHAiOjE4MDB9.Xb3SWqHYtRSWnPwZqRyL1pvlb"],
    ["JWT that was cut", "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDAwMDAwM"],
    ["tagged CAT", `2D3RhEOhAQWgWCO${"aB_-9".repeat(14)}`],
    ["CAT without the CWT tag", `0YRDoQEFoFgj${"aB_-9".repeat(14)}`],
    ["signed CAT", `0oRDoQEmoFgj${"aB_-9".repeat(20)}`],
    ["encrypted CAT", `2D3Qg0OhAQOhBUx${"aB_-9".repeat(14)}`],
    ["CAT without a tag", `hEOhAQWgWCO${"aB_-9".repeat(14)}`],
  ])("loses a %s, wherever it stands", (_, token) => {
    const places = [
      `ua/1 ${token} x`,
      `/${token}/demo/clip/`,
      `x;URISigningPackage=${token}`,
      `DPoP ${token}`,
    ];
    for (const place of places) {
      expect(redact(place)).not.toContain(token.slice(8, 24));
      expect(redact(place)).not.toContain(token.slice(-24, -4));
    }
  });

  test("loses a configured secret, whatever it looks like", () => {
    alwaysRedact("my favourite: key #1 (a+b)*[c]$");
    expect(redact("ua my favourite: key #1 (a+b)*[c]$!")).toBe("ua [redacted]!");
    expect(redact("ua MY FAVOURITE: key #1 (a+b)*[c]$!")).toBe("ua [redacted]!");
    expect(redact("ua my favourite: key #1 aab")).toBe("ua my favourite: key #1 aab");
  });

  test("loses the secret of an address that media servers ask, and keeps what stands around it", () => {
    expect(redact("POST /hooks/nginx-rtmp/abcdefgh~1/on_play?x=1")).toBe(
      "POST /hooks/nginx-rtmp/[redacted]/on_play?x=1",
    );
    expect(redact("http://a:1/hooks/ome and /hooks/ome/")).toBe("http://a:1/hooks/ome and /hooks/ome/");
  });

  test("loses every configured key, also one that begins as another", () => {
    alwaysRedact("first-known-secret");
    alwaysRedact("first-known-secret-and-more");
    expect(redact("a first-known-secret-and-more b first-known-secret c")).toBe(
      "a [redacted] b [redacted] c",
    );
  });

  test("is cut to 300 characters without leaving a piece of a credential at the cut", () => {
    for (let offset = 200; offset < 310; offset += 1) {
      const text = outsideText(`${" ".repeat(offset)}${id}${secret} ${handle}${" ".repeat(900)}`);
      expect(text.length).toBeLessThanOrEqual(300);
      expect(text).not.toContain(secret.slice(0, 4));
      expect(text).not.toContain(handle.slice(8, 20));
    }
  });

  test("is searched in a time that grows with its length and no faster", () => {
    const started = performance.now();
    for (const piece of [
      "eyJ",
      "eyJ.",
      "2D3R",
      "hEO",
      "hFgo",
      "g1gZo",
      "st_",
      "AQ",
      "A",
      "?token=",
      "bearer ",
      "sk_",
      "st_0123456789aB",
    ]) {
      redact(piece.repeat(Math.ceil(250_000 / piece.length)));
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("a whole credential", () => {
  test.each([
    `${id}${secret}`,
    `a/${id}${secret}/b`,
    `x=${id}${secret}&y`,
    `sk_${"a".repeat(38)}`,
    `AQE${"b".repeat(59)}`,
    "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDB9.Xb3SWqHYtRSWnPwZqRyL1pvlbVVM3FO5Fxx8dtYYt6s",
    `2D3RhEOhAQWg${"aB_-9".repeat(14)}`,
    `0oRDoQEmoFgj${"aB_-9".repeat(20)}`,
    `hEOhAQWgWCO${"aB_-9".repeat(14)}`,
  ])("is found where it stands alone: %s", text => {
    expect(holdsCredential(text)).toBe(true);
  });

  test.each([
    id,
    `AQE${"b".repeat(80)}`,
    `${"k-".repeat(20)}${id}${secret}${"Zz_".repeat(60)}`,
    "st_short",
    "hEllo-and-welcome-to-this-quite-long-stream-name",
    "hEOhAQWgWCOaB_-9aB_-9aB_-9aB_-9aB_-9aB_-9aB_",
  ])("is not seen in an id, a hash or a signature: %s", text => {
    expect(holdsCredential(text)).toBe(false);
  });
});
