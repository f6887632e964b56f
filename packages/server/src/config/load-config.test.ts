import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { webEdgeKinds } from "../declarations/web-edge.ts";
import { configForTest, loadForTest, problemsForTest, warningsForTest } from "./load-for-test.ts";

describe("loadConfig", () => {
  test("what is over is kept so many days, or for ever; less than a day is not allowed", () => {
    const yaml = "retention:\n  tokens_days: 7\n  usage_days: for-ever\n";
    expect(configForTest({ yaml }).retention).toMatchObject({
      tokensDays: 7,
      usageDays: undefined,
      sessionsDays: 90,
    });
    expect(() => configForTest({ yaml: "retention: { tokens_days: 0 }" })).toThrow("retention.tokens_days");
  });

  test("what claims look at: headers of proxies, databases beside the file that names them, hosts to go to", () => {
    const yaml =
      "proxy_headers: { alpn: X-ALPN, asn: x-asn }\ngeo_databases: [geo/city.mmdb]\ntoken_redirect_hosts: ['*.Example.com']\n";
    expect(configForTest({ yaml })).toMatchObject({
      proxyHeaders: { alpn: "x-alpn", asn: "x-asn" },
      geoDatabases: ["/srv/site/geo/city.mmdb"],
      tokenRedirectHosts: ["*.example.com"],
    });
    const env = { SLUICE_GEO_DATABASES: "a.mmdb, /b.mmdb" };
    expect(configForTest({ env }).geoDatabases).toEqual(["/srv/site/a.mmdb", "/b.mmdb"]);
    expect(() => configForTest({ yaml: "proxy_headers: { alpn: 'a b' }" })).toThrow("proxy_headers.alpn");
    expect(() => configForTest({ yaml: "proxy_headers: { ja5: x }" })).toThrow("proxy_headers.ja5");
  });

  test("HTTPS takes a certificate and its key, each beside the file that names it, and neither alone", () => {
    const yaml = "tls_cert: tls/cert.pem\ntls_key: tls/key.pem\n";
    expect(configForTest({ yaml })).toMatchObject({
      tlsCert: "/srv/site/tls/cert.pem",
      tlsKey: "/srv/site/tls/key.pem",
      publicUrl: "https://localhost:8080",
    });
    const env = { SLUICE_TLS_CERT: "/c.pem", SLUICE_TLS_KEY: "k.pem" };
    expect(configForTest({ env })).toMatchObject({ tlsCert: "/c.pem", tlsKey: "/srv/site/k.pem" });
    expect(problemsForTest({ env: { SLUICE_TLS_CERT: "/c.pem" } })).toEqual([
      "environment SLUICE_TLS_CERT: tls_cert is nothing without tls_key; allowed: both, or neither for plain HTTP",
    ]);
    expect(problemsForTest({ yaml: "tls_key: k.pem" })).toEqual([
      expect.stringContaining("tls_key: tls_key is nothing without tls_cert"),
    ]);
  });

  test("nothing is required: every setting has a default", () => {
    expect(configForTest({})).toEqual({
      host: "127.0.0.1",
      port: 8080,
      dataDir: "/srv/site/data",
      configFile: undefined,
      publicUrl: "http://localhost:8080",
      tlsCert: undefined,
      tlsKey: undefined,
      trustedProxies: [],
      proxyHeaders: {},
      geoDatabases: [],
      tokenRedirectHosts: [],
      dpopNonce: false,
      adminListen: undefined,
      adminKey: undefined,
      masterKey: undefined,
      hookSecrets: [],
      servers: [],
      edges: webEdgeKinds.map(kind => ({ kind, allow: ["127.0.0.0/8", "::1"], prefix: "" })),
      demo: true,
      logLevel: "info",
      durability: "process-crash",
      segmentCacheMib: 256,
      compatCallsPerSecond: 200,
      retention: {
        tokensDays: 30,
        sessionsDays: 90,
        decisionsDays: 30,
        usageDays: 400,
        deliveriesDays: 30,
      },
      declared: { applications: [], groups: [], demo: true },
    });
    expect(warningsForTest({})).toEqual([]);
  });

  test("a flag is stronger than the environment, the environment than the YAML file, the file than the default", () => {
    const yaml = "port: 1003\nlog_level: warn\ndemo: false\nhost: 127.0.0.3\n";
    const env = { SLUICE_PORT: "1002", SLUICE_LOG_LEVEL: "error", SLUICE_DEMO: "true" };
    const config = configForTest({ yaml, env, flags: { port: "1001", logLevel: "debug" } });
    expect(config).toMatchObject({ port: 1001, logLevel: "debug", demo: true, host: "127.0.0.3" });
  });

  test("a weaker source that is overruled is not judged", () => {
    expect(configForTest({ yaml: "port: many\n", env: { SLUICE_PORT: "1" } }).port).toBe(1);
  });

  test("an empty environment variable counts as not set, and white space around a value is dropped", () => {
    const config = configForTest({ env: { SLUICE_PORT: " ", SLUICE_HOST: "", SLUICE_LOG_LEVEL: " warn\n" } });
    expect(config).toMatchObject({ port: 8080, host: "127.0.0.1", logLevel: "warn" });
  });

  test("all problems are reported together, each with its source, its fault and the rule", () => {
    const yaml = "log_level: loud\napplications:\n  vod:\n    kind: disk\n    default_ttl: 0\n";
    const env = { SLUICE_PORT: "70000", SLUICE_TRUSTED_PROXIES: "10.0.0.0/8, banana" };
    expect(problemsForTest({ yaml, env, flags: { demo: "perhaps" } })).toEqual([
      "environment SLUICE_PORT: 70000 is not allowed; allowed: a whole number from 0 to 65535",
      'environment SLUICE_TRUSTED_PROXIES: "banana" is not allowed; allowed: address ranges such as 10.0.0.0/8 or 2001:db8::/32, or single addresses, separated by commas',
      'flag --demo: "perhaps" is not allowed; allowed: true or false',
      'sluice.yaml:1:1 log_level: "loud" is not allowed; allowed: fatal, error, warn, info or debug',
      'sluice.yaml:4:5 applications.vod.kind: "disk" is not allowed; allowed: live or vod',
      "sluice.yaml:5:5 applications.vod.default_ttl: 0 is not allowed; allowed: whole seconds from 1 to 315360000",
    ]);
  });

  test("the result cannot be changed, at any depth", () => {
    const config = configForTest({
      yaml: "applications: {vod: {kind: vod, streams: {clip: {aliases: [x]}}}}",
    });
    const [vod] = config.declared.applications;
    for (const part of [
      config,
      config.trustedProxies,
      config.declared.applications,
      vod,
      vod?.streams,
      vod?.grace,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(Object.isFrozen(vod?.streams[0]?.aliases)).toBe(true);
  });

  test("paths start at the current folder, and in the YAML file at the file's folder", () => {
    const readTextFile = () => "data_dir: store\napplications: {vod: {kind: vod, origin: {folder: media}}}\n";
    const flags = { config: "conf/sluice.yaml" };
    const config = configForTest({ flags, readTextFile });
    expect(config.configFile).toBe("/srv/site/conf/sluice.yaml");
    expect(config.dataDir).toBe("/srv/site/conf/store");
    expect(config.declared.applications.at(-1)?.origin).toEqual({
      kind: "folder",
      folder: "/srv/site/conf/media",
    });
    expect(configForTest({ flags: { ...flags, dataDir: "here" }, readTextFile }).dataDir).toBe(
      "/srv/site/here",
    );
    expect(configForTest({ flags, readTextFile: () => "" }).dataDir).toBe("/srv/site/data");
  });

  test("the public URL has no slash at its end and may have a path", () => {
    const publicUrl = (SLUICE_PUBLIC_URL: string) => configForTest({ env: { SLUICE_PUBLIC_URL } }).publicUrl;
    expect(publicUrl("https://media.example.com/")).toBe("https://media.example.com");
    expect(publicUrl("https://Example.com:443/a/b/")).toBe("https://example.com/a/b");
    expect(configForTest({ flags: { port: "0" } }).publicUrl).toBeUndefined();
  });

  test.each([
    "ftp://example.com",
    "example.com",
    "https://example.com/?a=b",
    "https://example.com/#x",
    "https://u:p@example.com",
  ])("%s is no public URL", SLUICE_PUBLIC_URL =>
    expect(problemsForTest({ env: { SLUICE_PUBLIC_URL } })).toHaveLength(1),
  );

  test.each(["localhost", "::1", "0.0.0.0", "node-1.example.com"])("%s is a host", host => {
    expect(configForTest({ flags: { host } }).host).toBe(host);
  });

  test("the admin listener is a host and a port", () => {
    const adminListen = (SLUICE_ADMIN_LISTEN: string) =>
      configForTest({ env: { SLUICE_ADMIN_LISTEN } }).adminListen;
    expect(adminListen("127.0.0.1:9090")).toEqual({ host: "127.0.0.1", port: 9090 });
    expect(adminListen("[::1]:0")).toEqual({ host: "::1", port: 0 });
    expect(problemsForTest({ env: { SLUICE_ADMIN_LISTEN: "9090" } })).toEqual([
      'environment SLUICE_ADMIN_LISTEN: "9090" is not allowed; allowed: host:port, an IPv6 address in brackets: 127.0.0.1:9090 or [::1]:9090; port 0 takes any free one',
    ]);
  });

  test.each(["", "1.2.3", "256.1.1.1", "a b", "-x", "http://x", "[::1]"])("%j is no host", host => {
    expect(problemsForTest({ flags: { host } })).toHaveLength(1);
  });

  test("trusted proxies are a list in YAML, or one text with commas anywhere", () => {
    const expected = ["10.0.0.0/8", "::1"];
    expect(configForTest({ yaml: "trusted_proxies: [10.0.0.0/8, '::1']" }).trustedProxies).toEqual(expected);
    expect(configForTest({ yaml: "trusted_proxies: 10.0.0.0/8, ::1" }).trustedProxies).toEqual(expected);
    expect(configForTest({ env: { SLUICE_TRUSTED_PROXIES: "10.0.0.0/8,::1" } }).trustedProxies).toEqual(
      expected,
    );
  });

  test("a flag given as a switch is taken as it is", () => {
    expect(configForTest({ flags: { demo: false } }).demo).toBe(false);
  });
});

describe("secrets", () => {
  const KEY = "correct-horse-battery";
  const BYTES = Buffer.alloc(32, 0xfb);

  test("the admin key is carried as a Secret that prints as [redacted]", () => {
    const config = configForTest({ env: { SLUICE_ADMIN_KEY: KEY } });
    expect(config.adminKey?.expose()).toBe(KEY);
    expect(JSON.stringify(config) + inspect(config, { depth: 9 })).not.toContain(KEY);
  });

  test.each(["hex", "base64", "base64url"] as const)("the master key may be written as %s", encoding => {
    const config = configForTest({ env: { SLUICE_MASTER_KEY: BYTES.toString(encoding) } });
    expect(config.masterKey?.expose()).toBe(BYTES.toString("hex"));
  });

  test.each(["too-short", "x".repeat(257), "twelve chars\u0007", "kläranlage-nord"])(
    "a wrong admin key is refused without being shown (%#)",
    value => {
      for (const given of [
        { env: { SLUICE_ADMIN_KEY: value } },
        { yaml: `admin_key: ${JSON.stringify(value)}` },
      ]) {
        const problems = problemsForTest(given);
        expect(problems).toHaveLength(1);
        expect(problems.join()).not.toContain(value.slice(0, 8));
      }
    },
  );

  test.each(["ab".repeat(31), "zz".repeat(32), "A".repeat(42), BYTES.subarray(1).toString("base64")])(
    "a wrong master key is refused without being shown (%#)",
    SLUICE_MASTER_KEY => {
      const problems = problemsForTest({ env: { SLUICE_MASTER_KEY } });
      expect(problems).toHaveLength(1);
      expect(problems.join()).not.toContain(SLUICE_MASTER_KEY.slice(0, 8));
    },
  );

  test("a secret that stands at a wrong place in the YAML file is not shown either", () => {
    const texts = [
      `admin_key ${KEY}`,
      `admin_key: "${KEY}`,
      `admin_key: ${KEY}\n  x: [`,
      `admin_key: {value: ${KEY}}`,
      `admin_key: [${KEY}]`,
      `"my key ${KEY}": 1`,
      `admin_key: "${KEY}\\q"`,
      `applications: {vod: {kind: vod, origin: {url: "http://me:${KEY}@example.com"}}}`,
      `applications: {vod: {kind: vod, origin: {url: "http://example.com", headers: {Authorization: "${KEY}\\n"}}}}`,
      `public_url: "https://example.com/?key=${KEY}"`,
    ];
    for (const yaml of texts) {
      const problems = problemsForTest({ yaml });
      expect(problems.length, yaml).toBeGreaterThan(0);
      expect(problems.join("\n")).not.toContain(KEY);
    }
  });

  test("secrets have no flag", () => {
    const config = configForTest({ flags: { adminKey: KEY, masterKey: KEY } });
    expect(config.adminKey).toBeUndefined();
    expect(config.masterKey).toBeUndefined();
  });
});

describe("the YAML file", () => {
  test("./sluice.yaml is read if it exists", () => {
    expect(configForTest({ yaml: "port: 99" })).toMatchObject({
      port: 99,
      configFile: "/srv/site/sluice.yaml",
    });
  });

  test("a file that is named must exist", () => {
    expect(problemsForTest({ flags: { config: "gone.yaml" } })).toEqual([
      'flag --config: "gone.yaml": there is no such file; allowed: the path of a readable YAML file',
    ]);
    expect(problemsForTest({ env: { SLUICE_CONFIG: "/etc/gone.yaml" } })[0]).toContain(
      "environment SLUICE_CONFIG",
    );
  });

  test("a file that cannot be read is a problem even where none is required", () => {
    const readTextFile = () => {
      throw Object.assign(new Error("no"), { code: "EACCES" });
    };
    expect(problemsForTest({ readTextFile })[0]).toContain("the file cannot be read (EACCES)");
  });

  test("a file without a key, and a key without a value, change nothing", () => {
    for (const yaml of ["", "# all of it is a comment\n", "port:\napplications:\n"]) {
      expect(configForTest({ yaml }).port).toBe(8080);
    }
  });

  test("an unknown key is a problem that names the nearest known one", () => {
    expect(problemsForTest({ yaml: "dataDir: x\nprot: 80\nfrobnicate: 1\n" })).toEqual([
      expect.stringMatching(/^sluice\.yaml:1:1 dataDir: .* did you mean data_dir\?/),
      expect.stringMatching(/^sluice\.yaml:2:1 prot: .* did you mean port\?/),
      expect.stringMatching(
        /^sluice\.yaml:3:1 frobnicate: the key frobnicate is not known; allowed: host, port/,
      ),
    ]);
  });

  test("a text that is no YAML is one problem with its place, beside those of other sources", () => {
    const problems = problemsForTest({
      yaml: "port: 80\nhost: [a\nlog_level: x\n",
      env: { SLUICE_DEMO: "2" },
    });
    expect(problems[0]).toMatch(/^sluice\.yaml:3:1: the indentation does not fit/);
    expect(problems.at(-1)).toContain("SLUICE_DEMO");
  });
});

describe("warnings", () => {
  test("an unknown SLUICE_ variable is a warning, not a problem, and its value is not shown", () => {
    const warnings = warningsForTest({ env: { SLUICE_PROT: "secret-value", SLUICE_X: "1", OTHER: "1" } });
    expect(warnings).toEqual([
      "environment SLUICE_PROT is not known and has no effect; did you mean SLUICE_PORT?",
      "environment SLUICE_X is not known and has no effect",
    ]);
  });

  test("names of later versions have no effect yet, and those of the client are no matter of the server", () => {
    const env = { SLUICE_ADMIN_EMAIL: "abc", SLUICE_URL: "http://x", SLUICE_API_KEY: "abc" };
    expect(warningsForTest({ env })).toEqual(["environment SLUICE_ADMIN_EMAIL has no effect yet"]);
  });

  test("trusting every address, and listening to all without a public URL, are pointed out", () => {
    const env = { SLUICE_HOST: "0.0.0.0", SLUICE_TRUSTED_PROXIES: "0.0.0.0/0" };
    expect(warningsForTest({ env })).toEqual([
      expect.stringContaining("0.0.0.0/0 lets every client choose"),
      expect.stringContaining("public_url is not set"),
    ]);
    expect(
      warningsForTest({ env: { SLUICE_HOST: "0.0.0.0", SLUICE_PUBLIC_URL: "https://example.com" } }),
    ).toEqual([]);
  });
});

describe("the result type", () => {
  test("problems are data, one object each", () => {
    const result = loadForTest({ env: { SLUICE_PORT: "x" } });
    expect(result).toEqual({
      ok: false,
      problems: [
        {
          source: "environment SLUICE_PORT",
          problem: '"x" is not allowed',
          allowed: "a whole number from 0 to 65535",
        },
      ],
    });
  });
});
