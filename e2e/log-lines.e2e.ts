import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMON_LOG_FIELDS, logEvents } from "../packages/server/src/telemetry/log-events.ts";
import { rawRequest } from "./bad-input/raw-request.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

type Line = Readonly<Record<string, unknown>>;

const CREDENTIAL = /s[tk]_[0-9A-Za-z]{14,}|AQ[A-Za-z0-9_-]{38,}|test-admin-key/;
/** pino's numbers for debug, info, warn and error. */
const LEVELS = [20, 30, 40, 50];

let home: string;
let server: TestServer;
let lines: readonly string[];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "sluice-log-"));
  const groups = { derby: { streams: ["films/none"] } };
  const origin = { url: "http://127.0.0.1:9" };
  const applications = {
    films: { kind: "vod", origin, streams: { one: {} } },
    gone: { kind: "vod", origin },
  };
  writeFileSync(join(home, "sluice.yaml"), JSON.stringify({ applications, groups }));
  server = await startSluice({
    dataDir: join(home, "data"),
    env: { SLUICE_LOG_LEVEL: "debug", SLUICE_CONFIG: join(home, "sluice.yaml") },
  });
  await work();
  await server.stop();
  lines = server.output().split("\n").filter(Boolean);
});
afterAll(() => rmSync(home, { recursive: true }));

/** Whatever writes lines: viewers let in and refused, the API in every way, texts from outside that are none of ours. */
async function work(): Promise<void> {
  const { token } = await server.mint({ kind: "access", user: 'ann "\u2028{}' });
  const visit = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(server.url + path, { headers }).then(answer => answer.arrayBuffer());
  await visit(`/demo/clip/index.m3u8?token=${token}`);
  await visit(`/demo/live?token=${token}`, { accept: "text/html" });
  await visit("/demo/clip/index.m3u8");
  await visit(`/gone/${token}/index.m3u8?token=${token}`);
  await visit(`/demo/${encodeURIComponent('a"\n{"level":50}')}/x?token=${token}`);
  await server.api("GET", "/v1/tokens/none");
  await server.api("POST", "/v1/tokens", { kind: token });
  await server.api("POST", "/v1/check", { action: "play", stream: `x\n${ADMIN_KEY}`, token });
  await fetch(`${server.url}/v1/tokens`, { headers: { authorization: `Bearer ${token}` } });
  await rawRequest(server.url, { target: `/%zz?token=${token}`, headers: [["Host", "x"]] });
  await server.api("POST", "/v1/revocations", { selector: { user: 'ann "\u2028{}' } });
  await sleep(200);
}

const parsed = (): readonly Line[] =>
  lines.filter(line => line.startsWith("{")).map(line => JSON.parse(line) as Line);

describe("the log of a real run", () => {
  test("is one JSON object a line, each with level, time, event and a text", () => {
    expect(parsed().length).toBeGreaterThan(9);
    for (const line of parsed()) {
      expect(Object.keys(line)).toEqual(expect.arrayContaining([...COMMON_LOG_FIELDS]));
      expect(LEVELS).toContain(line.level);
      expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(line.msg).toMatch(/^[^\n]+$/);
    }
  });

  test("has only the events and fields that docs/operations.md names", () => {
    const known: Readonly<Record<string, { readonly fields: readonly string[] }>> = logEvents;
    for (const line of parsed()) {
      const fields = [...COMMON_LOG_FIELDS, ...(known[String(line.event)]?.fields ?? [])];
      const others = Object.keys(line).filter(field => !fields.includes(field));
      expect({ event: line.event, isKnown: String(line.event) in known, others }).toEqual({
        event: line.event,
        isKnown: true,
        others: [],
      });
    }
  });

  test("tells of the start, of decisions both ways, of problems and of the stop", () => {
    const events = parsed().map(line => line.event);
    expect(events[0]).toBe("declaration-ignored");
    expect(events).toContain("started");
    expect(events.at(-1)).toBe("stopping");
    const decisions = parsed().filter(line => line.event === "decision");
    expect(decisions.some(line => line.reason === undefined && line.session !== undefined)).toBe(true);
    expect(decisions.some(line => line.reason === "token-missing")).toBe(true);
    const problems = parsed().filter(line => line.event === "problem");
    expect(problems.map(line => line.status)).toEqual(expect.arrayContaining([404, 422, 401]));
    expect(problems.some(line => line.route === "/v1/tokens/:id")).toBe(true);
    for (const line of [...decisions, ...problems]) expect(line.ref).toMatch(/^[2-9A-HJKMNP-TV-Z]{10}$/);
  });

  test("holds no credential, in no line, and nobody outside writes a line of his own", () => {
    for (const line of lines) expect(CREDENTIAL.exec(line)).toBeNull();
    expect(parsed().filter(line => line.level === 50)).toEqual([]);
  });

  test("is the only thing that begins with a brace: what greets the operator is plain text", () => {
    const plain = lines.filter(line => !line.startsWith("{"));
    expect(plain[0]).toMatch(/^Sluice \S+ is ready at /);
    for (const line of plain) expect(line).not.toMatch(/"level"/);
  });
});
