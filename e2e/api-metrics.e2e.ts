import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { denyReasons } from "../packages/policy/src/deny-reasons.ts";
import { type RawAnswer, type RawHeader, rawRequest } from "./bad-input/raw-request.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startSluice();
  ({ token } = await server.mint({ kind: "access", user: "metrics-user", tag: "metrics-tag" }));
});
afterAll(() => server.stop());

function scrape(headers: readonly RawHeader[] = [], method = "GET"): Promise<RawAnswer> {
  const host = headers.some(([name]) => name === "Host") ? [] : [["Host", "127.0.0.1:9"] as const];
  return rawRequest(server.url, { method, target: "/metrics", headers: [...host, ...headers] });
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The samples of the text format, version 0.0.4. Throws for a line that is none. */
function parseSamples(text: string): readonly Sample[] {
  const lines = text.split("\n").filter(line => line !== "" && !line.startsWith("#"));
  return lines.map(line => {
    const match = /^([a-z0-9_]+)(?:\{(.*)\})? (-?[\d.e+]+|NaN|\+Inf)$/.exec(line);
    if (!match) throw new Error(`no sample: ${line}`);
    const [, name = "", labels = ""] = match;
    const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", value = ""]) => [
      key,
      value,
    ]);
    return { name, labels: Object.fromEntries(pairs) };
  });
}

/** Without those that describe the process: they come and go with its timers and sockets. */
function ourSamples(text: string): readonly Sample[] {
  return parseSamples(text).filter(({ name }) => !/^sluice_(nodejs|process)_/.test(name));
}

function seriesOf({ name, labels }: Sample): string {
  return `${name} ${JSON.stringify(labels)}`;
}

/** What labels of ours may say: codes from closed lists. */
const allowed: Readonly<Record<string, RegExp>> = {
  door: /^(gateway|page|api)$/,
  action: /^(play|publish)$/,
  outcome:
    /^(allow|deny|admitted|continued|refused|failed|delivered|changed|hit|miss|shared|revalidated|passed|media)$/,
  kind: /^(manifest|media|one-time|access|folder|http|bucket|demo)$/,
  status: /^(\d{3}|refused)$/,
  route: /^(unknown|\/|(\/(:?[A-Za-z0-9_.-]+|\*))+)$/,
  method: /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|other)$/,
  version: /^\d+\.\d+\.\d+$/,
  node: /^\d+\.\d+\.\d+$/,
  credential: /^(token|api-key)$/,
  le: /^(\+Inf|[\d.e-]+)$/,
};

describe("the metrics", () => {
  test("are open to this machine, in the format of Prometheus", async () => {
    const { status, headers, body } = await scrape();
    expect(status).toBe(200);
    expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(parseSamples(body).length).toBeGreaterThan(30);
    expect((await scrape([], "HEAD")).status).toBe(200);
  });

  test.each(["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "Host"])(
    "want a key from whoever a proxy has passed on (%s)",
    async name => {
      const value = name === "Host" ? "media.example.com" : "127.0.0.1";
      const { status, json } = await scrape([[name, value]]);
      expect({ status, reason: json["reason"] }).toEqual({ status: 401, reason: "api-key-missing" });
      const withKey = await scrape([
        [name, value],
        ["Authorization", `Bearer ${ADMIN_KEY}`],
      ]);
      expect(withKey.status).toBe(200);
    },
  );

  test("have labels that hold codes only, and no more series for more names", async () => {
    await visit("warm-up");
    const before = ourSamples((await scrape()).body).map(seriesOf);
    for (let index = 0; index < 100; index += 1) await visit(`name-${index}`);
    const ours = ourSamples((await scrape()).body);
    expect(ours.map(seriesOf).filter(series => !before.includes(series))).toEqual([]);
    expect(ours.some(({ name }) => name === "sluice_decisions_total")).toBe(true);
    for (const { name, labels } of ours) {
      for (const [key, value] of Object.entries(labels)) {
        const isCode =
          key === "reason"
            ? value === "" || value in denyReasons || name === "sluice_sessions_ended_total"
            : allowed[key]?.test(value) || (name === "sluice_origin_requests_total" && value in denyReasons);
        expect({ name, key, value, isCode }).toEqual({ name, key, value, isCode: true });
      }
    }
    // Of origins the closed list has a kind that is called demo.
    const named = ours.filter(({ name }) => name !== "sluice_origin_requests_total");
    expect(JSON.stringify(named)).not.toMatch(/demo|name-\d|metrics-user|metrics-tag|127\.0|\bst_/);
  });
});

/** Asks in every way that ends in a metric, with a name of its own. */
async function visit(name: string): Promise<void> {
  const entry = "/demo/clip/index.m3u8";
  const ask = (target: string, headers: readonly RawHeader[] = [], method = "GET"): Promise<RawAnswer> =>
    rawRequest(server.url, {
      method,
      target,
      headers: [["User-Agent", name], ...headers],
      from: "127.0.0.9",
    });
  const opened = await ask(`${entry}?token=${token}`);
  const handle = /\/s\/([\w-]{62})\//.exec(opened.body)?.[1];
  await ask(`/s/${handle}/demo/clip/v0/index.m3u8`);
  await ask(`/s/${handle}/demo/clip/v0/${name}.m4s`);
  await ask(`/s/${name}/demo/clip/index.m3u8`);
  await ask(`/live/${name}/index.m3u8`);
  await ask(`/${name}/${name}/index.m3u8?token=${token}`, [["Origin", `https://${name}.example.com`]]);
  await ask(`/demo/clip?token=${token}`, [["Accept", "text/html"]]);
  await ask(`/demo/${name}`, [], "PUT");
  await server.api("POST", "/v1/check", { action: "publish", stream: name, token, user_agent: name });
  await server.api("GET", `/v1/tokens/${name}`);
  await server.api("GET", `/v1/${name}/${name}?name=${name}`);
  await ask(`/v1/${name}`, [], "PROPFIND");
  // The APIs of other systems.
  await ask(`/api/v1/splay?${name}`, [], "POST");
  await ask(`/api/v1/splay/${name}`, [], "POST");
  await ask("/api/v1/splay", [], "PROPFIND");
  await ask(`/api/v1/${name}/assets/${name}/access_tokens/`, [], "POST");
  await ask(`/${name}/rest/v2/broadcasts/${name}/token?token=${name}`);
  await ask(`/${name}/rest/${name}/${name}`);
  await ask(`/platform/v3/playback_tokens/keys/${name}`, [], "DELETE");
}
