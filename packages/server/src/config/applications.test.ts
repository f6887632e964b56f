import { describe, expect, test } from "vitest";
import type { FileApplication } from "../declarations/file-declarations.ts";
import { configForTest, problemsForTest } from "./load-for-test.ts";

const inApplication = (lines: string) => `applications: {vod: {kind: vod, ${lines}}}`;

function application(yaml: string, name = "vod"): FileApplication | undefined {
  return configForTest({ yaml }).declared.applications.find(each => each.name === name);
}

describe("applications", () => {
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

const BUCKET = "bucket: films, access_key_id: key-id, secret_access_key: key-secret";

describe("an origin", () => {
  test("is another server that Sluice proves itself to by a user or a secret", () => {
    const originOf = (keys: string) =>
      application(inApplication(`origin: {url: 'https://media.example', ${keys}}`))?.origin;
    const basic = originOf("user: reader, password: open sesame");
    expect(basic?.kind === "http" && basic.credential?.scheme).toBe("basic");
    const bearer = originOf("bearer: hls-cdn-secret");
    const credential = bearer?.kind === "http" ? bearer.credential : undefined;
    expect(credential?.scheme === "bearer" && credential.token.expose()).toBe("hls-cdn-secret");
    expect(JSON.stringify([basic, bearer])).not.toMatch(/reader|sesame|cdn-secret/);
  });

  test("is a bucket, at AWS with its name in the host unless it is said otherwise", () => {
    const originOf = (keys: string) => application(inApplication(`origin: {${BUCKET}${keys}}`))?.origin;
    const origin = originOf(", region: eu-central-1");
    expect(origin).toMatchObject({
      kind: "bucket",
      bucket: "films",
      endpoint: "https://s3.eu-central-1.amazonaws.com",
      pathStyle: false,
      prefix: "",
    });
    expect(JSON.stringify(origin)).not.toMatch(/key-id|key-secret/);
    expect(originOf("")).toMatchObject({ region: "us-east-1" });
    expect(originOf(", region: cn-north-1")).toMatchObject({
      endpoint: "https://s3.cn-north-1.amazonaws.com.cn",
    });
    const elsewhere = originOf(", endpoint: 'http://10.0.0.5:9000', prefix: media/films, session_token: t");
    expect(elsewhere).toMatchObject({
      endpoint: "http://10.0.0.5:9000",
      pathStyle: true,
      prefix: "media/films",
    });
    expect(originOf(", endpoint: 'https://s3.example.com', path_style: false")).toMatchObject({
      pathStyle: false,
    });
  });

  test("is a folder that nginx in front knows by a name of its own", () => {
    const origin = application(inApplication("origin: {folder: /srv/a, accel_redirect: /_media/a/}"))?.origin;
    expect(origin).toEqual({ kind: "folder", folder: "/srv/a", accelRedirect: "/_media/a/" });
  });

  test("is another server with headers that are kept as secrets", () => {
    const headers = "headers: {Authorization: 'Bearer abcdef'}, allow_private: true";
    const origin = application(inApplication(`origin: {url: 'http://10.0.0.1:80/hls/', ${headers}}`))?.origin;
    expect(origin).toMatchObject({ kind: "http", url: "http://10.0.0.1/hls", allowPrivate: true });
    expect(JSON.stringify(origin)).toContain('"headers":[{"name":"authorization","value":"[redacted]"}]');
    expect(origin?.kind === "http" && origin.headers[0]?.value.expose()).toBe("Bearer abcdef");
  });

  test.each([
    ["{}", "needs exactly one of folder, url and bucket"],
    ["{folder: a, url: 'http://example.com'}", "needs exactly one of folder, url and bucket"],
    ["{folder: a, headers: {x: y}}", "keys of another kind of origin"],
    ["{folder: a, allow_private: false}", "keys of another kind of origin"],
    ["{url: 'http://example.com', accel_redirect: /media/}", "keys of another kind of origin"],
    ["{folder: a, accel_redirect: media/}", "a slash at both ends"],
    ["{folder: a, accel_redirect: /media}", "a slash at both ends"],
    ["{folder: a, accel_redirect: /}", "a slash at both ends"],
    ["{folder: a, accel_redirect: /media/../etc/}", "a slash at both ends"],
    ["{folder: a, accel_redirect: '@media/'}", "a slash at both ends"],
    ["{url: 'http://example.com', prefix: a}", "keys of another kind of origin"],
    [`{${BUCKET}, bearer: x}`, "keys of another kind of origin"],
    ["{bucket: films}", "needs access_key_id and secret_access_key"],
    ["{bucket: films, access_key_id: a}", "needs access_key_id and secret_access_key"],
    ["{bucket: a/b, access_key_id: a, secret_access_key: b}", "2 to 255 of"],
    [`{${BUCKET}, endpoint: 'https://s3.example.com/path'}`, "the value is not allowed"],
    [`{${BUCKET}, prefix: a/../b}`, "without empty"],
    [`{${BUCKET}, prefix: /a}`, "without empty"],
    ["{url: 'http://example.com', user: a}", "needs user and password together"],
    ["{url: 'http://example.com', user: 'a:b', password: c}", "the value is not allowed"],
    ["{url: 'http://example.com', user: a, password: b, bearer: c}", "more than one of user, bearer"],
    ["{url: 'http://example.com', bearer: c, headers: {authorization: d}}", "more than one of user, bearer"],
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
    expect(application(inApplication(""))).toMatchObject({ registeredOnly: false, streams: [] });
    expect(application(inApplication("streams: any"))).toMatchObject({ registeredOnly: false, streams: [] });
    expect(application(inApplication("streams: {}"))).toMatchObject({ registeredOnly: true, streams: [] });
  });

  test("registered_only says whether other names are taken too", () => {
    const both = application(inApplication("streams: {clip: {}}, registered_only: false"));
    expect(both).toMatchObject({ registeredOnly: false, streams: [{ id: "clip" }] });
    expect(application(inApplication("registered_only: true"))?.registeredOnly).toBe(true);
    expect(problemsForTest({ yaml: inApplication("streams: any, registered_only: true") })).toEqual([
      expect.stringContaining("contradict each other"),
    ]);
  });

  test("a stream needs nothing but its id", () => {
    const defaults = { kind: undefined, group: undefined, aliases: [], entries: { hls: "index.m3u8" } };
    expect(
      application("applications:\n  vod:\n    kind: vod\n    streams:\n      clip:\n      9:\n")?.streams,
    ).toMatchObject([
      { id: "9", ...defaults, declaredIn: "sluice.yaml:6:7" },
      { id: "clip", ...defaults, declaredIn: "sluice.yaml:5:7" },
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
        entries: { mp4: "film (1).mp4" },
        enforcement: {},
        limits: [],
        maxSessions: undefined,
        declaredIn: "sluice.yaml:1:43",
      },
    ]);
  });

  test("enforcement is the application's for each action, and what a stream says of it differs from there", () => {
    const yaml = inApplication("enforcement: {play: off}, streams: {clip: {enforcement: {publish: report}}}");
    const vod = application(yaml);
    expect(vod?.enforcement).toEqual({ publish: "enforce", play: "off" });
    expect(vod?.streams[0]?.enforcement).toEqual({ publish: "report" });
  });

  test("limits become constraints, hosts in one written form", () => {
    const limits =
      "{ip: [10.0.0.0/8], domains: ['*.Example.COM'], max_sessions: 3, not_before: 1, expires_at: 2}";
    const stream = application(inApplication(`streams: {clip: {limits: ${limits}}}`))?.streams[0];
    expect(stream?.maxSessions).toBe(3);
    expect(stream?.limits).toEqual([
      { kind: "not-before", atSeconds: 1 },
      { kind: "expiry", atSeconds: 2 },
      { kind: "ip", networks: ["10.0.0.0/8"] },
      { kind: "domain", patterns: ["*.example.com"] },
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
    ["{clip: {limits: {ip: [10.0.0]}}}", "applications.vod.streams.clip.limits.ip[0]"],
    ["{clip: {limits: {ip: []}}}", "limits.ip"],
    ["{clip: {limits: {domains: ['a b']}}}", "limits.domains[0]"],
    ["{clip: {limits: {max_sessions: 0}}}", "limits.max_sessions"],
    ["{clip: {limits: {expires_at: 1800000000000}}}", "limits.expires_at"],
    ["{clip: {limits: {not_before: 2, expires_at: 2}}}", "expires_at is not after not_before"],
    ["{clip: {enforcement: {play: maybe}}}", '"maybe" is not allowed; allowed: off, report or enforce'],
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

describe("groups", () => {
  const groups = (yaml: string) => configForTest({ yaml }).declared.groups;

  test("have a title and streams, and each knows its place", () => {
    expect(groups("groups:\n  news:\n    title: The news\n    streams:\n      - live/a\n  empty:\n")).toEqual(
      [
        {
          id: "news",
          title: "The news",
          declaredIn: "sluice.yaml:2:3",
          streams: [{ name: "live/a", declaredIn: "sluice.yaml:5:9" }],
        },
        { id: "empty", title: undefined, declaredIn: "sluice.yaml:6:3", streams: [] },
      ],
    );
  });

  test.each([
    ["groups: {a/b: {}}", "a name of this form is not allowed"],
    ["groups: {a: {streams: [clip]}}", '"clip" is not allowed; allowed: application/stream'],
    ["groups: {a: {streams: [live/x]}, b: {streams: [live/x]}}", "the stream belongs to the group a"],
    [
      "applications: {vod: {kind: vod, streams: {x: {group: g}}}}\ngroups: {a: {streams: [vod/x]}}",
      "sluice.yaml:2:24 groups.a.streams[0]: the stream belongs to the group g",
    ],
    ["groups: {a: {titel: x}}", "did you mean title?"],
  ])("%s is refused", (yaml, problem) => {
    expect(problemsForTest({ yaml })).toEqual([expect.stringContaining(problem)]);
  });
});
