import { describe, expect, test } from "vitest";
import { loadForTest } from "./load-for-test.ts";
import { settingsNode } from "./schema-node.ts";

function sourcesForTest(given: Parameters<typeof loadForTest>[0]) {
  const result = loadForTest(given);
  if (!result.ok) throw new Error("the configuration of this test is wrong");
  return result.sources;
}

describe("what is in force", () => {
  test("is empty where every setting is at its default, also where the default was written down", () => {
    expect(sourcesForTest({}).settings).toEqual([]);
    expect(sourcesForTest({ yaml: "port: 8080\n", env: { SLUICE_DEMO: "true" } }).settings).toEqual([]);
  });

  test("names the strongest source of each setting: file with line and column, variable, flag", () => {
    const yaml = "# site\nport: 9000\nlog_level: warn\ndata_dir: ./elsewhere\n";
    const env = { SLUICE_LOG_LEVEL: "error", SLUICE_TRUSTED_PROXIES: "10.0.0.1, 10.1.0.0/16" };
    expect(sourcesForTest({ yaml, env, flags: { demo: "false" } }).settings).toEqual([
      { key: "port", value: "9000", source: "sluice.yaml:2:1" },
      { key: "data_dir", value: "./elsewhere", source: "sluice.yaml:4:1" },
      {
        key: "trusted_proxies",
        value: "10.0.0.1, 10.1.0.0/16",
        source: "environment SLUICE_TRUSTED_PROXIES",
      },
      { key: "demo", value: "false", source: "flag --demo" },
      { key: "log_level", value: "error", source: "environment SLUICE_LOG_LEVEL" },
    ]);
  });

  test("shows no concealed value but the public URL, which is in every link", () => {
    const secret = "c0ffee".repeat(11).slice(0, 64);
    const env: Record<string, string> = {};
    for (const [key, node] of Object.entries(settingsNode.properties ?? {})) {
      if (node.concealed === true && node.environment !== undefined && key !== "public_url")
        env[node.environment] = secret;
    }
    const names = ["SLUICE_ADMIN_KEY", "SLUICE_MASTER_KEY", "SLUICE_HOOK_SECRET"];
    expect(Object.keys(env)).toEqual(expect.arrayContaining(names));
    const headers = `{X-Key: "${secret}"}`;
    const yaml = `public_url: https://media.example.com/a\napplications: {vod: {kind: vod, origin: {url: http://10.0.0.1/${secret}, headers: ${headers}}}}\nservers: {a: {kind: ome, secrets: [${secret}2], api: {url: http://b, secret: ${secret}}}}\n`;
    const sources = sourcesForTest({ yaml, env });
    expect(JSON.stringify([sources.settings, [...sources.applications], [...sources.servers]])).not.toContain(
      secret,
    );
    const values = Object.fromEntries(sources.settings.map(({ key, value }) => [key, value]));
    expect(values).toMatchObject({
      public_url: "https://media.example.com/a",
      admin_key: "[set]",
      master_key: "[set]",
      hook_secret: "[set]",
    });
  });

  test("says where each application and each media server of the file begins", () => {
    const yaml =
      "applications:\n  vod:\n    kind: vod\n  cams:\n    kind: live\nservers:\n  hall: {kind: srs}\n";
    const { applications, servers } = sourcesForTest({ yaml });
    expect([...applications]).toEqual([
      ["vod", "sluice.yaml:2:3"],
      ["cams", "sluice.yaml:4:3"],
    ]);
    expect([...servers]).toEqual([["hall", "sluice.yaml:7:3"]]);
  });

  test("names what is said of a web server by its own keys", () => {
    const yaml = "edges:\n  nginx:\n    prefix: /hls\n    allow: [127.0.0.0/8, '::1']\n";
    expect(sourcesForTest({ yaml }).settings).toEqual([
      { key: "edges.nginx.prefix", value: "/hls", source: "sluice.yaml:3:5" },
    ]);
  });
});
