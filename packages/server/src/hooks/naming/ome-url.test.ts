import fc from "fast-check";
import { expect, test } from "vitest";
import { readOmeUrl } from "./ome-url.ts";

const token = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";

/** The expression of OvenMediaEngine itself (src/projects/base/ovlibrary/url.cpp, 2026-01-11). */
const THEIRS = new RegExp(
  String.raw`(?<scheme>.*):\/\/((?<id>.+):(?<password>.+)@)?` +
    String.raw`(?<host>(\[[0-9A-Za-z:.]+\]|[^:\/?#]*))(:(?<port>[0-9]+))?` +
    String.raw`(?<path>\/([^\?]+)?)?(\?(?<qs>[^\?]+)?(.+)?)?`,
);

function theirsOf(url: string): { application: string | undefined; stream: string | undefined } {
  const [, application, stream] = (THEIRS.exec(url)?.groups?.path ?? "").split("/");
  return { application, stream };
}

test("whatever is read, OvenMediaEngine reads the same application and stream", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "://",
      "@",
      ":",
      "/",
      "?",
      "&",
      "#",
      "rtmp",
      "host",
      "1935",
      "app",
      "cam1",
      "x=",
      "a:b@c",
    ),
    fc.stringMatching(/^[a-z0-9]{1,4}$/),
  );
  const url = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map(parts => `rtmp://h/app/cam1${parts.join("")}`),
    fc.array(piece, { maxLength: 14 }).map(parts => `rtmp://${parts.join("")}`),
  );
  let read = 0;
  fc.assert(
    fc.property(url, text => {
      const ours = readOmeUrl(text);
      if (!ours) return;
      read += 1;
      const { application, stream } = ours;
      expect({ application, stream }).toEqual(theirsOf(text));
    }),
    { numRuns: 10_000 },
  );
  expect(read).toBeGreaterThan(200);
});

test("an address inside of the query is refused, because OvenMediaEngine reads that one", () => {
  for (const hidden of ["rtmp://h/app/secret", "a:b@h/app/secret", "a@b.example"]) {
    expect(readOmeUrl(`rtmp://h:1935/app/public?token=${token}&x=${hidden}`)).toBeUndefined();
  }
  expect(theirsOf("rtmp://h/app/public?x=rtmp://h/app/secret")).toEqual({
    application: "app",
    stream: "secret",
  });
});

test("an absurdly long address is read in a time that grows with its length and no faster", () => {
  const started = performance.now();
  for (const part of ["/", "?", "a", "@", "://", "%"]) readOmeUrl(`rtmp://${part.repeat(64 * 1024)}`);
  expect(performance.now() - started).toBeLessThan(1_000);
});
