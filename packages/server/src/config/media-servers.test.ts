import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { configForTest, loadForTest, problemsForTest } from "./load-for-test.ts";

const SECRET = "a-secret-of.servers_~1";
const OTHER = "another-secret-2";

describe("hook_secret", () => {
  test("is one secret, or two with a comma between them; in YAML also a list", () => {
    const texts = (given: Parameters<typeof configForTest>[0]) =>
      configForTest(given).hookSecrets.map(secret => secret.expose());
    expect(texts({})).toEqual([]);
    expect(texts({ env: { SLUICE_HOOK_SECRET: SECRET } })).toEqual([SECRET]);
    expect(texts({ env: { SLUICE_HOOK_SECRET: `${SECRET}, ${OTHER}` } })).toEqual([SECRET, OTHER]);
    expect(texts({ yaml: `hook_secret: ${SECRET},${OTHER}` })).toEqual([SECRET, OTHER]);
    expect(texts({ yaml: `hook_secret: [${SECRET}, ${OTHER}]` })).toEqual([SECRET, OTHER]);
    expect(texts({ yaml: `hook_secret: ${SECRET}`, env: { SLUICE_HOOK_SECRET: OTHER } })).toEqual([OTHER]);
  });

  test.each([
    "short-7",
    "x".repeat(129),
    "with space inside",
    "with/slash-inside",
    "question?mark",
    "percent%20sign",
    "ümläuts-are-long",
    "secret-one,short-7",
    "secret-one,secret-two,secret-three",
  ])("a wrong one is refused and not shown (%#)", SLUICE_HOOK_SECRET => {
    const problems = problemsForTest({ env: { SLUICE_HOOK_SECRET } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("8 to 128 of A-Z a-z 0-9 . _ ~ -, with a comma between them");
    for (const part of SLUICE_HOOK_SECRET.split(",")) expect(problems[0]).not.toContain(part);
  });

  test("three are too many", () => {
    expect(problemsForTest({ env: { SLUICE_HOOK_SECRET: `${SECRET},${OTHER},${OTHER}3` } })[0]).toContain(
      "holds more than two secrets",
    );
  });
});

describe("servers", () => {
  const only = (yaml: string) => configForTest({ yaml: `servers: { hall: ${yaml} }` }).servers[0];

  test("nothing but its kind must be said about a server", () => {
    expect(only("{ kind: mediamtx }")).toEqual({
      name: "hall",
      kind: "mediamtx",
      secrets: [],
      allow: [],
      application: "live",
      needsPublisher: true,
      trustsClientAddress: true,
      lifetimeSeconds: 120,
      addresses: {},
      api: undefined,
    });
  });

  test("a server that is called as its kind needs no word about it", () => {
    expect(
      configForTest({ yaml: "servers:\n  nginx-rtmp:\n  ome: { lifetime_seconds: 60 }" }).servers,
    ).toMatchObject([
      { name: "nginx-rtmp", kind: "nginx-rtmp", lifetimeSeconds: 120 },
      { name: "ome", kind: "ome", lifetimeSeconds: 60 },
    ]);
  });

  test("everything can be said", () => {
    const api = `{ url: "http://10.0.0.1:8081/rtmp/", username: me, password: "${OTHER}", secret: zlm }`;
    const server = only(
      `{ kind: ome, secrets: [${SECRET}, ${OTHER}], allow: [10.0.0.1, "2001:db8::/32"], application: cams,
         needs_publisher: false, trust_client_address: false, lifetime_seconds: 10, api: ${api} }`,
    );
    expect(server).toMatchObject({
      kind: "ome",
      allow: ["10.0.0.1", "2001:db8::/32"],
      application: "cams",
      needsPublisher: false,
      trustsClientAddress: false,
      lifetimeSeconds: 10,
      api: { url: "http://10.0.0.1:8081/rtmp", username: "me" },
    });
    expect(server?.secrets.map(secret => secret.expose())).toEqual([SECRET, OTHER]);
    expect(server?.api?.password?.expose()).toBe(OTHER);
    expect(server?.api?.secret?.expose()).toBe("zlm");
  });

  test("where clients reach it is said for each protocol, and kept without a slash at its end", () => {
    const addresses = `{ rtmp: "rtmps://Media.example:443/", rtsp: "rtsp://192.0.2.7", srt: "srt://[2001:db8::1]:8890",
      whip: "https://media.example/rtc/", whep: "HTTP://media.example:8889" }`;
    expect(only(`{ kind: mediamtx, addresses: ${addresses} }`)?.addresses).toEqual({
      rtmp: "rtmps://Media.example:443",
      rtsp: "rtsp://192.0.2.7",
      srt: "srt://[2001:db8::1]:8890",
      whip: "https://media.example/rtc",
      whep: "http://media.example:8889",
    });
    expect(only("{ kind: mediamtx, addresses: {} }")?.addresses).toEqual({});
  });

  test.each([
    ["rtmp", "media.example"],
    ["rtmp", "rtsp://media.example"],
    ["rtmp", "rtmp://"],
    ["rtmp", "rtmp://media.example/live"],
    ["rtmp", "rtmp://media.example:99999"],
    ["rtmp", "rtmp://media.example:0"],
    ["rtmp", "rtmp://media example"],
    ["rtmp", `rtmp://me:${OTHER}@media.example`],
    ["rtmp", `rtmp://media.example?token=${OTHER}`],
    ["rtsp", "rtmp://media.example"],
    ["srt", "srt://media.example"],
    ["srt", "srt://media.example:8890?mode=caller"],
    ["srt", "srt://[2001:db8::zz]:8890"],
    ["whip", "ftp://media.example"],
    ["whip", `https://me:${OTHER}@media.example`],
    ["whep", `https://media.example?token=${OTHER}`],
    ["whep", "https://media.example#top"],
  ])("%s is no address %s, and that one is not shown", (protocol, address) => {
    const yaml = `servers:\n  hall: { kind: mediamtx, addresses: { ${protocol}: "${address}" } }\n`;
    const problems = problemsForTest({ yaml });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`servers.hall.addresses.${protocol}: the value is not allowed; allowed: `);
    expect(problems[0]).not.toContain(OTHER);
  });

  test("addresses of clients are not believed where clients write them, unless that is said", () => {
    expect(only("{ kind: srs }")?.trustsClientAddress).toBe(false);
    expect(only("{ kind: ome }")?.trustsClientAddress).toBe(false);
    expect(only("{ kind: srs, trust_client_address: true }")?.trustsClientAddress).toBe(true);
  });

  test.each([
    ["{}", "servers.hall: has no kind, and its name is none; allowed: kind: mediamtx, for example"],
    ["{ kind: wowza }", 'servers.hall.kind: "wowza" is not allowed; allowed: mediamtx, srs'],
    ["{ kind: srs, secret: x }", "servers.hall.secret: the key secret is not known; did you mean secrets?"],
    ["{ kind: srs, secrets: [] }", "servers.hall.secrets: holds no secret"],
    ["{ kind: srs, allow: [] }", "servers.hall.allow: a list is not allowed here"],
    ["{ kind: srs, allow: [banana] }", 'servers.hall.allow[0]: "banana" is not allowed'],
    ["{ kind: srs, application: v1 }", "servers.hall.application: is a reserved word"],
    ["{ kind: srs, lifetime_seconds: 60 }", "servers.hall: has lifetime_seconds, which only kind ome knows"],
    ["{ kind: ome, lifetime_seconds: 9 }", "servers.hall.lifetime_seconds: 9 is not allowed"],
    [
      "{ kind: srs, addresses: { rtsp: 'rtsp://a' } }",
      "servers.hall: has an address for rtsp, with which tokens of kind srs do not travel; allowed: rtmp, srt, whip, whep",
    ],
    ["{ kind: srs, addresses: { hls: 'http://a' } }", "servers.hall.addresses.hls: the key hls is not known"],
    ["{ kind: srs, api: {} }", "servers.hall.api.url: is missing"],
    [
      `{ kind: srs, api: { url: "http://me:${OTHER}@10.0.0.1" } }`,
      "servers.hall.api.url: the value is not allowed; allowed: an http or https URL without",
    ],
    ["{ kind: srs, api: { url: 'rtmp://10.0.0.1' } }", "servers.hall.api.url: the value is not allowed"],
    [
      `{ kind: srs, api: { url: 'http://a', password: ${OTHER} } }`,
      "servers.hall.api: has a password without a username",
    ],
  ])("%s is refused with its reason", (yaml, reason) => {
    const problems = problemsForTest({ yaml: `servers:\n  hall: ${yaml}\n` });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
    expect(problems[0]).not.toContain(OTHER);
  });

  test.each(["-hall", "a b", "a/b", "h".repeat(65)])("%j is no name of a server", name => {
    expect(problemsForTest({ yaml: `servers: { "${name}": { kind: srs } }` })).toHaveLength(1);
  });

  test("two servers of one kind share no API, for each would cut the clients of the other", () => {
    const two = (kind: string, other: string) =>
      `servers:\n  a: { kind: ${kind}, api: { url: "http://127.0.0.1:9997" } }\n  b: { kind: ${kind}, api: { url: "${other}" } }\n`;
    const problem = [
      "sluice.yaml:3:3 servers.b: has the API of a, which is of the same kind: each would cut the clients of the other; allowed: one entry for each media server",
    ];
    for (const same of ["http://127.0.0.1:9997", "http://127.0.0.1:9997/"]) {
      expect(problemsForTest({ yaml: two("mediamtx", same) }), same).toEqual(problem);
    }
    expect(problemsForTest({ yaml: two("mediamtx", "http://127.0.0.1:9998") })).toEqual([]);
    // Two virtual hosts of OvenMediaEngine have one API, which lists no clients.
    expect(problemsForTest({ yaml: two("ome", "http://127.0.0.1:9997") })).toEqual([]);
    expect(problemsForTest({ yaml: "servers:\n  a: { kind: srs }\n  b: { kind: srs }\n" })).toEqual([]);
  });

  test("two servers of one kind share no secret, wherever it comes from, for a call must name one of them", () => {
    const two = (one: string, other: string) => `servers:\n  a: { ${one} }\n  b: { ${other} }\n`;
    const own = `kind: srs, secrets: [${SECRET}]`;
    const env = { SLUICE_HOOK_SECRET: SECRET };
    const problem = [
      "sluice.yaml:3:3 servers.b: has a secret of a, which is of the same kind: a call could come from either; allowed: secrets of its own (servers.<name>.secrets)",
    ];
    expect(problemsForTest({ yaml: two(own, `kind: srs, secrets: [${OTHER}, ${SECRET}]`) })).toEqual(problem);
    expect(problemsForTest({ yaml: two("kind: srs", "kind: srs"), env })).toEqual(problem);
    expect(problemsForTest({ yaml: two(own, "kind: srs"), env })).toEqual(problem);
    for (const yaml of [
      two("kind: srs", "kind: srs"),
      two(own, "kind: srs"),
      two(own, `kind: ome, secrets: [${SECRET}]`),
    ]) {
      expect(problemsForTest({ yaml })).toEqual([]);
    }
    expect(problemsForTest({ yaml: two(`kind: srs, secrets: [${OTHER}]`, "kind: srs"), env })).toEqual([]);
  });

  test("a server is not called as another kind, whose own default has that name", () => {
    expect(problemsForTest({ yaml: "servers: { ome: { kind: srs } }" })).toEqual([
      "sluice.yaml:1:12 servers.ome: another kind of media server has this name; allowed: another name, or kind: ome",
    ]);
    expect(problemsForTest({ yaml: "servers: { srs: { kind: srs } }" })).toEqual([]);
  });

  test("its secrets print nowhere", () => {
    const yaml = `servers: { hall: { kind: zlmediakit, secrets: [${SECRET}], api: { url: http://a, username: u, password: ${OTHER}, secret: ${OTHER} } } }\n`;
    const result = loadForTest({ yaml });
    const printed = JSON.stringify(result) + inspect(result, { depth: 9 });
    expect(result.ok).toBe(true);
    expect(printed).not.toContain(SECRET);
    expect(printed).not.toContain(OTHER);
  });
});

describe("edges", () => {
  const edge = (yaml: string, kind: string) =>
    configForTest({ yaml }).edges.find(candidate => candidate.kind === kind);

  test("every kind may ask from this machine, and paths name their application", () => {
    expect(configForTest({}).edges.map(({ kind }) => kind)).toEqual([
      "nginx",
      "caddy",
      "traefik",
      "envoy",
      "haproxy",
      "varnish",
    ]);
    expect(edge("", "caddy")).toEqual({
      kind: "caddy",
      allow: ["127.0.0.0/8", "::1"],
      prefix: "",
      application: undefined,
    });
  });

  test("one is configured without a word about the others", () => {
    const yaml = "edges: { nginx: { allow: [10.0.0.0/8], prefix: /hls/live, application: cams } }";
    expect(edge(yaml, "nginx")).toEqual({
      kind: "nginx",
      allow: ["10.0.0.0/8"],
      prefix: "/hls/live",
      application: "cams",
    });
    expect(edge(yaml, "envoy")).toEqual(edge("", "envoy"));
    expect(edge("edges:\n  nginx:\n", "nginx")).toEqual(edge("", "nginx"));
  });

  test.each([
    ["{ ngnix: {} }", "did you mean nginx?"],
    ["{ nginx: { allow: 'x' } }", "edges.nginx.allow"],
    ["{ nginx: { allow: [] } }", "edges.nginx.allow"],
    ["{ nginx: { prefix: hls } }", "edges.nginx.prefix"],
    ["{ nginx: { prefix: /hls/ } }", "edges.nginx.prefix"],
    ["{ nginx: { prefix: /a/../b } }", "edges.nginx.prefix"],
    ["{ nginx: { application: hooks } }", "is a reserved word"],
  ])("%s is refused with its reason", (yaml, reason) => {
    const problems = problemsForTest({ yaml: `edges: ${yaml}` });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
  });
});
