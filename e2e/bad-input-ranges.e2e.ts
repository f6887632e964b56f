import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackedServer, startAttackedServer } from "./bad-input/attacked-server.ts";
import { expectCors, expectJsonRefusal } from "./bad-input/expect-refusal.ts";
import { handleOf } from "./bad-input/named-credentials.ts";
import { type RawHeader, rawRequest } from "./bad-input/raw-request.ts";

const SEGMENT = "v1/seg-1.m4s";
const FILE = "clip.mp4";

let server: AttackedServer;
let token: string;
let handle: string;

beforeAll(async () => {
  server = await startAttackedServer();
  ({ token } = await server.mint({ kind: "access", target: { streams: ["files/clip"] } }));
  handle = await handleOf(server, token, "files/clip");
});
afterAll(() => server.stop());

const bytesOf = (name: string): Buffer => readFileSync(join(server.home, "media", "clip", name));

/** What a Range selects of `size` bytes: a slice, everything (the header is ignored), or nothing. */
type Selected = readonly [start: number, end: number] | "all" | "none";

const selections: readonly (readonly [string, (size: number) => Selected])[] = [
  ["bytes=0-0", () => [0, 0]],
  ["bytes=0-", size => [0, size - 1]],
  ["bytes=10-19", () => [10, 19]],
  ["bytes=10-99999999999", size => [10, size - 1]],
  ["bytes=0-9223372036854775807", size => [0, size - 1]],
  ["bytes=-1", size => [size - 1, size - 1]],
  ["bytes=-9999999999", size => [0, size - 1]],
  ["bytes=-0", () => "none"],
  ["bytes=99999999999-", () => "none"],
  ["bytes=9007199254740993-", () => "none"],
  ["bytes=9223372036854775807-9223372036854775807", () => "none"],
  ["bytes=99999999999999999999999999-", () => "none"],
  ["bytes=5-2", () => "all"],
  ["bytes=0-0,2-3", () => "all"],
  [`bytes=${"0-0,".repeat(5_000)}1-1`, () => "all"],
  [`bytes=0-${"9".repeat(60_000)}`, size => [0, size - 1]],
  ["items=0-5", () => "all"],
  ["bytes", () => "all"],
  ["bytes=", () => "all"],
  ["bytes=-", () => "all"],
  ["bytes=a-b", () => "all"],
  ["bytes=--5", () => "all"],
  ["bytes=+1-3", () => "all"],
  ["bytes=0x1-0x3", () => "all"],
  ["bytes=1e3-", () => "all"],
  ["bytes=0.5-3", () => "all"],
  ["bytes=1-2-3", () => "all"],
  ["bytes=١-٢", () => "all"],
  ["bytes=0-5\u0085", () => "all"],
];

const ranges = selections.map(([range, selects]) => ({ label: range.slice(0, 60), range, selects }));

describe.each([SEGMENT, FILE])("under a session, %s", name => {
  test.each(ranges)("answers Range: $label with what it selects", async ({ range, selects }) => {
    const whole = bytesOf(name);
    const selected = selects(whole.length);
    const headers: RawHeader[] = [["Range", range]];
    const target = `/s/${handle}/files/clip/${name}`;
    const answer = await rawRequest(server.url, { target, headers });
    expectCors(answer);
    const head = await rawRequest(server.url, { method: "HEAD", target, headers });
    expect(head.status).toBeLessThan(500);
    if (selected === "none") {
      expectJsonRefusal(answer, { status: 416, reason: "range-not-satisfiable" });
      expect(answer.headers["content-range"]).toBe(`bytes */${whole.length}`);
      return;
    }
    const [start, end] = selected === "all" ? [0, whole.length - 1] : selected;
    expect(answer.status).toBe(selected === "all" ? 200 : 206);
    expect(Number(answer.headers["content-length"])).toBe(end - start + 1);
    expect(answer.headers["content-range"]).toBe(
      selected === "all" ? undefined : `bytes ${start}-${end}/${whole.length}`,
    );
    expect(answer.body).toBe(whole.subarray(start, end + 1).toString("utf8"));
  });
});

describe("at the entry of a whole file", () => {
  test.each(ranges)(
    "Range: $label leads to the file or says that nothing is there",
    async ({ range, selects }) => {
      const target = `/files/clip/${FILE}?token=${token}`;
      const answer = await rawRequest(server.url, { target, headers: [["Range", range]] });
      if (selects(bytesOf(FILE).length) === "none") {
        expectJsonRefusal(answer, { status: 416, reason: "range-not-satisfiable" });
      } else {
        expect(answer.status).toBe(302);
        expect(answer.headers.location).toMatch(/^\/s\/[\w-]{62}\/files\/clip\/clip\.mp4$/);
      }
    },
  );
});

test("two Range headers are none", async () => {
  const answer = await rawRequest(server.url, {
    target: `/s/${handle}/files/clip/${SEGMENT}`,
    headers: [
      ["Range", "bytes=0-0"],
      ["Range", "bytes=1-1"],
    ],
  });
  expect(answer.status).toBe(200);
});

test("a Range on a manifest is ignored: it is made anew for each session", async () => {
  const target = `/s/${handle}/files/clip/index.m3u8`;
  const answer = await rawRequest(server.url, { target, headers: [["Range", "bytes=99999999-"]] });
  expect(answer.status).toBe(200);
});
