import { describe, expect, test } from "vitest";
import type { ApplicationConfig } from "./config.ts";
import { configForTest, problemsForTest } from "./load-for-test.ts";

const inApplication = (lines: string) => `applications: {vod: {kind: vod, ${lines}}}`;

function application(yaml: string, name = "vod"): ApplicationConfig | undefined {
  return configForTest({ yaml }).applications.find(each => each.name === name);
}

describe("applications", () => {
  test("live exists from the first start, and gives way to one of the operator's own", () => {
    expect(application("applications: {vod: {kind: vod}}", "live")).toMatchObject({
      kind: "live",
      streams: "any",
    });
    const own = configForTest({ yaml: "applications: {live: {kind: live, default_ttl: 60}}" }).applications;
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ name: "live", defaultTtlSeconds: 60 });
  });

  test("the clocks of a session depend on its stream's kind", () => {
    const grace = { seconds: 10, repeats: 3 };
    const live = { idleSeconds: 90, maxSeconds: 43_200, leaseSeconds: 45 };
    const vod = { idleSeconds: 21_600, maxSeconds: 86_400, leaseSeconds: 180 };
    expect(application(inApplication(""))).toMatchObject({
      sessions: { live, vod },
      grace,
      defaultTtlSeconds: 86_400,
    });
  });

  test("clocks can be set one by one, and a default never exceeds a session's life that was given", () => {
    expect(application(inApplication("sessions: {lease_seconds: 5}"))?.sessions.vod).toMatchObject({
      leaseSeconds: 5,
      idleSeconds: 21_600,
    });
    expect(application(inApplication("sessions: {max_seconds: 100}"))?.sessions.vod).toMatchObject({
      idleSeconds: 100,
      leaseSeconds: 100,
    });
    expect(application(inApplication("sessions: {idle_seconds: 90000}"))?.sessions.vod).toMatchObject({
      maxSeconds: 90_000,
    });
    expect(problemsForTest({ yaml: inApplication("sessions: {idle_seconds: 9, max_seconds: 8}") })).toEqual([
      expect.stringContaining("applications.vod.sessions: idle_seconds is more than max_seconds"),
    ]);
  });

  test("grace can be turned off", () => {
    expect(application(inApplication("grace: {seconds: 0}"))?.grace).toEqual({ seconds: 0, repeats: 3 });
  });

  test("a kind is required", () => {
    expect(problemsForTest({ yaml: "applications:\n  vod:\n" })).toEqual([
      "sluice.yaml:2:3 applications.vod.kind: is missing; allowed: live or vod",
    ]);
  });

  test("a name of the wrong form or a reserved one is a problem at its place", () => {
    const problems = problemsForTest({
      yaml: "applications:\n  -x: {kind: vod}\n  api: {kind: vod}\n  __proto__: {}\n",
    });
    expect(problems).toEqual([
      expect.stringContaining("sluice.yaml:4:3: __proto__ cannot be a key"),
      expect.stringContaining("sluice.yaml:2:3 applications.-x: a name of this form is not allowed"),
      expect.stringContaining("sluice.yaml:3:3 applications.api: is a reserved word"),
    ]);
  });

  test("the name demo belongs to the built-in demo unless that is off", () => {
    const yaml = "applications: {demo: {kind: vod}}";
    expect(problemsForTest({ yaml })).toEqual([
      expect.stringContaining("applications.demo: the built-in demo"),
    ]);
    expect(problemsForTest({ yaml, env: { SLUICE_DEMO: "false" } })).toEqual([]);
  });

  test("names that objects have anyway are ordinary names", () => {
    const yaml = "applications: {constructor: {kind: vod, streams: {toString: {aliases: [valueOf]}}}}";
    expect(application(yaml, "constructor")?.streams).toMatchObject([
      { id: "toString", aliases: ["valueOf"] },
    ]);
    expect(problemsForTest({ yaml: "constructor: 1\ntoString: 2" })).toHaveLength(2);
  });
});

describe("an origin", () => {
  test("is another server with headers that are kept as secrets", () => {
    const headers = "headers: {Authorization: 'Bearer abcdef'}, allow_private: true";
    const origin = application(inApplication(`origin: {url: 'http://10.0.0.1:80/hls/', ${headers}}`))?.origin;
    expect(origin).toMatchObject({ kind: "http", url: "http://10.0.0.1/hls", allowPrivate: true });
    expect(JSON.stringify(origin)).toContain('"headers":[{"name":"authorization","value":"[redacted]"}]');
    expect(origin?.kind === "http" && origin.headers[0]?.value.expose()).toBe("Bearer abcdef");
  });

  test.each([
    ["{}", "needs either folder or url"],
    ["{folder: a, url: 'http://example.com'}", "needs either folder or url"],
    ["{folder: a, headers: {x: y}}", "which belong to url"],
    ["{folder: a, allow_private: false}", "which belong to url"],
    ["{folder: [a]}", "a list is not allowed here"],
    ["{url: 'file:///etc'}", "the value is not allowed"],
    ["{url: 'http://example.com', headers: {Host: x}}", "the gateway itself sets"],
    ["{url: 'http://example.com', headers: {X-a: x, x-A: y}}", "names a header twice"],
    ["{url: 'http://example.com', headers: {x: 1}}", "a number is not allowed here"],
    ["media", "is not allowed"],
  ])("%s is refused", (origin, problem) => {
    expect(problemsForTest({ yaml: inApplication(`origin: ${origin}`) })).toEqual([
      expect.stringContaining(problem),
    ]);
  });
});

describe("streams", () => {
  test("any name is allowed unless streams are registered", () => {
    expect(application(inApplication("streams: any"))?.streams).toBe("any");
    expect(application(inApplication("streams: {}"))?.streams).toEqual([]);
  });

  test("a stream needs nothing but its id", () => {
    const defaults = { group: undefined, aliases: [], entries: { hls: "index.m3u8" } };
    expect(
      application("applications:\n  vod:\n    kind: vod\n    streams:\n      clip:\n      9:\n")?.streams,
    ).toMatchObject([
      { id: "9", kind: "vod", ...defaults },
      { id: "clip", kind: "vod", ...defaults },
    ]);
  });

  test("only the entries that are named exist", () => {
    const yaml = inApplication("streams: {a/b: {kind: live, group: g, entries: {mp4: 'film (1).mp4'}}}");
    expect(application(yaml)?.streams).toEqual([
      {
        id: "a/b",
        kind: "live",
        group: "g",
        aliases: [],
        entries: { hls: undefined, dash: undefined, mp4: "film (1).mp4" },
      },
    ]);
  });

  test.each([
    ["{whip: {}}", "is or contains a reserved word"],
    ["{a/whep: {}}", "is or contains a reserved word"],
    ["{a/../b: {}}", "a name of this form is not allowed"],
    ["{a%2fb: {}}", "a name of this form is not allowed"],
    ["{clip: {group: a/b}}", '"a/b" is not allowed'],
    ["{clip: {aliases: ['..']}}", "applications.vod.streams.clip.aliases[0]"],
    ["{clip: {aliases: x}}", '"x" is not allowed'],
    ["{clip: {entries: {}}}", "names no entry"],
    ["{clip: {entries: {hls: /index.m3u8}}}", "is not allowed"],
    ["{clip: {entries: {hls: a/../../x.m3u8}}}", "is not allowed"],
    ["{clip: {entries: {hls: 'x?token=1'}}}", "is not allowed"],
    ["{clip: {entries: {hsl: x.m3u8, dash: x.mpd}}}", "did you mean hls?"],
    ["{clip: {kin: live}}", "did you mean kind?"],
    ["every", '"every" is not allowed; allowed: the word any, or a map'],
    ["[clip]", "a list is not allowed here"],
  ])("%s is refused", (streams, problem) => {
    expect(problemsForTest({ yaml: inApplication(`streams: ${streams}`) })).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  test("an alias names one stream only, over all applications", () => {
    const yaml = [
      "applications:",
      "  a1: {kind: vod, streams: {clip: {aliases: [x]}}}",
      "  b1: {kind: vod, streams: {film: {aliases: [x, clip]}}}",
    ].join("\n");
    expect(problemsForTest({ yaml })).toEqual([
      expect.stringMatching(
        /^sluice.yaml:3:46 applications.b1.streams.film.aliases\[0\]: .* a name of a1\/clip/,
      ),
      expect.stringMatching(/aliases\[1\]: the alias is also a name of a1\/clip/),
    ]);
  });
});
