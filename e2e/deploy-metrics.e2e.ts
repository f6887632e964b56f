import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentedMetrics } from "../tools/docs/metrics.ts";
import { metricNames } from "../tools/grafana/metric-names.ts";
import { rawRequest } from "./bad-input/raw-request.ts";
import { runSluice } from "./cli/run-sluice.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const read = (path: string) => readFileSync(new URL(`../deploy/${path}`, import.meta.url), "utf8");

let server: TestServer;
let scraped: string;
/** Every metric that the scrape describes, by its type. */
let types: ReadonlyMap<string, string>;

beforeAll(async () => {
  server = await startSluice();
  await work();
  scraped = await (await fetch(`${server.url}/metrics`)).text();
  const lines = scraped.matchAll(/^# TYPE (\S+) (\S+)$/gm);
  types = new Map([...lines].map(([, name = "", type = ""]) => [name, type]));
});
afterAll(() => server.stop());

/** Does once whatever the board shows: plays, is refused, guesses, revokes. */
async function work(): Promise<void> {
  const { token, id } = await server.mint({ kind: "access", user: "ann" });
  const opened = await fetch(`${server.url}/demo/clip/index.m3u8?token=${token}`);
  const variant = /\/s\/[^\s"]+/.exec(await opened.text())?.[0] ?? "";
  await (await fetch(server.url + variant)).text();
  await fetch(`${server.url}/demo/clip/index.m3u8`);
  for (let guess = 0; guess < 40; guess += 1) {
    await fetch(`${server.url}/demo/clip/index.m3u8?token=st_${String(guess).padStart(38, "x")}`);
  }
  await server.api("POST", "/v1/revocations", { selector: { user: "ann" } });
  await server.api("GET", `/v1/tokens/${id}`);
}

/** The sum of all samples of a series whose labels have all of these. */
function total(series: string, ...labels: readonly string[]): number {
  const samples = scraped
    .split("\n")
    .filter(line => line.startsWith(`${series}{`) || line.startsWith(`${series} `));
  const wanted = samples.filter(line => labels.every(label => line.includes(label)));
  return wanted.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

describe("the board and the alerts of deploy/", () => {
  test.each(["grafana/sluice.json", "prometheus/alerts.yml"])(
    "%s: every metric that it names is in a real scrape",
    path => {
      const histograms = [...types].filter(([, type]) => type === "histogram").map(([name]) => name);
      const used = metricNames(read(path).replace(/"uid": "sluice"/, ""), new Set(histograms));
      expect(used.length).toBeGreaterThan(8);
      expect(used.filter(name => !types.has(name))).toEqual([]);
    },
  );

  test("what docs/metrics.md describes is what a server tells", () => {
    const told = [...types.keys()].filter(name => !/^sluice_(process|nodejs)_/.test(name));
    const documented = documentedMetrics().filter(({ name }) => !/^sluice_(process|nodejs)_/.test(name));
    expect(told.sort()).toEqual(documented.map(({ name }) => name).sort());
    for (const { name, type } of documentedMetrics())
      expect({ name, type: types.get(name) }).toEqual({ name, type });
  });

  test("what has happened is in the numbers that they look at", () => {
    expect(total("sluice_decisions_total", 'outcome="allow"')).toBe(1);
    expect(total("sluice_decisions_total", 'reason="token-missing"')).toBe(1);
    expect(total("sluice_guesses_throttled_total", 'credential="token"')).toBeGreaterThan(0);
    expect(total("sluice_decision_seconds_count", 'door="gateway"')).toBe(42);
    expect(total("sluice_admissions_total", 'outcome="admitted"')).toBe(1);
    expect(total("sluice_sessions_started_total", 'action="play"', 'door="gateway"')).toBe(1);
    expect(total("sluice_sessions_ended_total", 'reason="revoked"')).toBe(1);
    expect(total("sluice_tokens_created_total", 'kind="access"', 'action="play"')).toBe(1);
    expect(total("sluice_gateway_requests_total", 'status="200"')).toBe(1);
    expect(total("sluice_gateway_bytes_total")).toBeGreaterThan(100);
    expect(total("sluice_store_commit_seconds_count")).toBeGreaterThan(3);
    expect(total("sluice_store_batch_operations_sum")).toBeGreaterThan(3);
    expect(total("sluice_revocation_effect_seconds_count")).toBe(1);
    expect(total("sluice_revocation_effect_seconds_sum")).toBeLessThan(1);
    const created = ['route="/v1/revocations"', 'method="POST"', 'status="201"'];
    expect(total("sluice_api_request_seconds_count", ...created)).toBe(1);
    expect(total("sluice_build_info", 'version="')).toBe(1);
    expect(total("sluice_clock_lag_seconds")).toBe(0);
    expect(total("sluice_process_open_fds")).toBeGreaterThan(5);
  });

  test("the key that deploy/README.md has made reads the metrics from elsewhere, and does nothing else", async () => {
    const command = /^sluice (apikey create .*)$/m.exec(read("README.md"))?.[1] ?? "";
    const { code, out } = await runSluice([...command.split(" "), "--json"], {
      env: { SLUICE_DATA_DIR: server.dataDir },
    });
    expect(code).toBe(0);
    const { key }: { key: string } = JSON.parse(out);
    const ask = (target: string) =>
      rawRequest(server.url, {
        target,
        headers: [
          ["Host", "media.example.com"],
          ["Authorization", `Bearer ${key}`],
        ],
      });
    expect((await ask("/metrics")).status).toBe(200);
    expect((await ask("/v1/tokens")).status).toBe(403);
  });
});
