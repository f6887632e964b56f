import { once } from "node:events";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Finished, runSluice } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { freePort } from "./support/free-port.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const [PORT, OTHER_PORT] = [await freePort(), await freePort()];
const HEADER = "between-us-and-the-origin";

interface Report {
  readonly ok: boolean;
  readonly findings: readonly {
    readonly check: string;
    readonly status: string;
    readonly sentence: string;
    readonly change: string | null;
  }[];
  readonly not_looked_at: readonly string[];
}

let home: TemporaryHome;

beforeAll(() => {
  home = temporaryHome();
  const origin = { url: `http://127.0.0.1:${PORT}/secret-path`, headers: { "X-Key": HEADER } };
  const applications = { films: { kind: "vod", origin } };
  writeFileSync(join(home.path, "sluice.yaml"), JSON.stringify({ port: PORT, applications }));
});
afterAll(() => home.remove());

function doctor(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = { SLUICE_ADMIN_KEY: ADMIN_KEY },
): Promise<Finished> {
  return runSluice(["doctor", ...args], { cwd: home.path, env });
}

/** Runs it for a program; what it finds must never hold a secret. */
async function report(
  args: readonly string[] = [],
  env?: Readonly<Record<string, string>>,
): Promise<Report & { readonly code: number | null }> {
  const { code, out, err } = await doctor([...args, "--json"], env);
  expect({ err, secrets: /an-admin|test-admin-key|between-us|secret-path/.exec(out) }).toEqual({
    err: "",
    secrets: null,
  });
  return { code, ...(JSON.parse(out) as Report) };
}

/** `warn proxies`, for everything that is not well. */
const unwell = ({ findings }: Report): readonly string[] =>
  findings.filter(({ status }) => status !== "ok").map(({ check, status }) => `${status} ${check}`);

function startHere(env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const config = join(home.path, "sluice.yaml");
  return startSluice({ dataDir: home.dataDir, port: PORT, env: { SLUICE_CONFIG: config, ...env } });
}

describe("sluice doctor before the first start", () => {
  test("makes nothing, and says that nothing is there yet", async () => {
    const found = await report();
    expect(found.code).toBe(1);
    expect(unwell(found)).toEqual(["warn data-folder", "warn server", "fail origins"]);
    expect(found.not_looked_at).toEqual(expect.arrayContaining(["database", "public-url"]));
    expect(existsSync(home.dataDir)).toBe(false);
  });
});

describe("sluice doctor with a running server", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startHere();
  });
  afterAll(() => server.stop());

  test("finds all well, looks at everything, and leaves no trace", async () => {
    const before = readdirSync(home.dataDir).sort();
    const found = await report();
    expect({ unwell: unwell(found), code: found.code, ok: found.ok }).toEqual({
      unwell: [],
      code: 0,
      ok: true,
    });
    expect(found.not_looked_at).toEqual([]);
    expect(found.findings.length).toBeGreaterThanOrEqual(17);
    expect(readdirSync(home.dataDir).sort()).toEqual(before);
    const { out } = await doctor();
    expect(out).toMatch(
      new RegExp(`^ok +public-url +http://localhost:${PORT} leads to this server\\.$`, "m"),
    );
    expect(out).toMatch(/^ok +files +The server may have \d+ files and connections open, and has \d+\.$/m);
    expect(out.trimEnd()).toMatch(/\n\d+ ok, 0 to look at, 0 wrong\.$/);
  });

  test("says what to change: open modes, trust in everybody, a public URL that leads elsewhere", async () => {
    const other = createServer((_request, response) => response.end("another program"));
    other.listen(OTHER_PORT, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    chmodSync(home.dataDir, 0o750);
    onTestFinished(() => chmodSync(home.dataDir, 0o700));
    const found = await report([], {
      SLUICE_ADMIN_KEY: ADMIN_KEY,
      SLUICE_PUBLIC_URL: `http://127.0.0.1:${OTHER_PORT}/media`,
      SLUICE_TRUSTED_PROXIES: "0.0.0.0/0",
      SLUICE_PORT: String(OTHER_PORT),
    });
    expect(unwell(found)).toEqual([
      "warn configuration",
      "warn data-folder",
      "fail port",
      "fail public-url",
      "fail proxies",
    ]);
    expect(found.findings.find(({ check }) => check === "data-folder")?.change).toBe("chmod 700 ./data");
    expect(found.code).toBe(1);
  });

  test("tells this server from another Sluice at the public URL", async () => {
    const second = await startSluice({ port: OTHER_PORT });
    onTestFinished(() => second.stop());
    const found = await report([], {
      SLUICE_ADMIN_KEY: ADMIN_KEY,
      SLUICE_PUBLIC_URL: `http://127.0.0.1:${OTHER_PORT}`,
    });
    expect(unwell(found)).toEqual(["fail public-url"]);
    expect(found.findings.find(({ check }) => check === "public-url")?.sentence).toMatch(
      /another Sluice server/,
    );
  });

  test("asks the origins of applications that were made through the API, too, with what was sealed for them", async () => {
    const asked: string[] = [];
    const origin = createServer((request, response) => {
      asked.push(`${request.method} ${String(request.headers["x-key"])}`);
      response.writeHead(404).end();
    });
    origin.listen(OTHER_PORT, "127.0.0.1");
    await once(origin, "listening");
    onTestFinished(() => void origin.close());
    const url = `http://127.0.0.1:${OTHER_PORT}/secret-path`;
    const made = { name: "series", kind: "vod", origin: { url, headers: { "X-Key": HEADER } } };
    expect((await server.api("POST", "/v1/applications", made)).status).toBe(201);
    onTestFinished(async () => void (await server.api("DELETE", "/v1/applications/series")));
    const found = await report();
    expect(unwell(found)).toEqual([]);
    expect(found.findings.filter(({ check }) => check === "origins")).toHaveLength(2);
    expect(asked).toEqual([`HEAD ${HEADER}`]);
  });

  test("asks a server somewhere else for its health, its clock, and whether it knows the key", async () => {
    const good = await report(["--url", server.url], { SLUICE_API_KEY: ADMIN_KEY });
    expect(good.findings.map(({ check, status }) => `${status} ${check}`)).toEqual([
      "ok server",
      "ok api-key",
      "ok clock",
    ]);
    expect(good.code).toBe(0);
    const bad = await report([], { SLUICE_URL: server.url, SLUICE_API_KEY: "test-admin-key-of-another" });
    expect(unwell(bad)).toEqual(["fail api-key"]);
    const nobody = await report(["--url", "http://127.0.0.1:9"]);
    expect(unwell(nobody)).toEqual(["fail server"]);
  });
});

describe("sluice doctor with a stopped server", () => {
  test("looks at the files all the same, and at a killed server's, too", async () => {
    const server = await startHere();
    await server.mint();
    await server.kill();
    const found = await report();
    expect(unwell(found)).toEqual(["warn server", "fail origins"]);
    expect(found.not_looked_at).toEqual(["public-url"]);
    await (await startHere()).stop();
    const before = readdirSync(home.dataDir).sort();
    expect(unwell(await report())).toEqual(["warn server", "fail origins"]);
    expect(readdirSync(home.dataDir).sort()).toEqual(before);
  });

  test("sees that another program has the port", async () => {
    const other = createServer((_request, response) => response.writeHead(404).end());
    other.listen(PORT, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    expect(unwell(await report())).toEqual(["warn server", "fail port"]);
  });

  test("sees a lost master key, and one that others can read", async () => {
    const file = `${home.dataDir}.master-key`;
    const key = readFileSync(file, "utf8");
    onTestFinished(() => writeFileSync(file, key));
    chmodSync(file, 0o640);
    expect(unwell(await report())).toContain("fail master-key");
    chmodSync(file, 0o600);
    writeFileSync(file, `${"ab".repeat(32)}\n`);
    expect(unwell(await report())).toContain("fail master-key");
    rmSync(file);
    expect(unwell(await report())).toContain("fail master-key");
    expect(existsSync(file)).toBe(false);
  });
});

describe("sluice doctor with a damaged one", () => {
  test("names a configuration that does not load, and stops there", async () => {
    const found = await report(["--data-dir", "data"], { SLUICE_PORT: "many" });
    expect(found.findings.map(({ check, status }) => `${status} ${check}`)).toEqual([
      "ok node",
      "fail configuration",
    ]);
    expect(found.findings[1]?.change).toBe("Allowed there: a whole number from 0 to 65535.");
  });

  test("finds broken pages in the database, and a file that is no database at all", async () => {
    const file = join(home.dataDir, "sluice.db");
    const whole = readFileSync(file);
    onTestFinished(() => writeFileSync(file, whole));
    const broken = Buffer.from(whole);
    broken.fill(0xff, 8_192, 65_536);
    writeFileSync(file, broken);
    expect(unwell(await report())).toContain("fail database");
    writeFileSync(file, "no database".repeat(1_000));
    const found = await report();
    expect(unwell(found)).toEqual(expect.arrayContaining(["fail database", "fail schema"]));
    expect(found.code).toBe(1);
  });
});
