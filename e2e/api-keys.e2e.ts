import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Finished, runSluice } from "./cli/run-sluice.ts";
import { temporaryHome } from "./cli/temporary-home.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const KEY = /^sk_[0-9A-Za-z]{38}$/m;

/** What a server says to the holder of a key. */
async function ask(server: TestServer, key: string, path: string, method = "GET") {
  const response = await fetch(`${server.url}/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
}

function keyIn({ code, out, err }: Finished): string {
  expect(code, err).toBe(0);
  return KEY.exec(out)?.[0] ?? expect.fail(out);
}

describe("an administrator who has lost the key", () => {
  test("makes another one on the data folder of a stopped server, and it works once that is started", async () => {
    const home = temporaryHome();
    onTestFinished(home.remove);
    const env = { SLUICE_DATA_DIR: home.dataDir };
    // A first start, whose key is printed and lost.
    await (await startSluice({ dataDir: home.dataDir, env: { SLUICE_ADMIN_KEY: "" } })).stop();
    const key = keyIn(await runSluice(["apikey", "create", "--admin"], { env }));
    const server = await startSluice({ dataDir: home.dataDir, env: { SLUICE_ADMIN_KEY: "" } });
    onTestFinished(() => server.stop());
    expect((await ask(server, key, "whoami")).body).toMatchObject({
      name: "admin",
      scopes: ["admin", "installation"],
      organization: "demo",
      created_by: "local",
    });
    expect((await ask(server, key, "tokens")).status).toBe(200);
    const list = await runSluice(["apikey", "list", "--json"], { env });
    expect(JSON.parse(list.out).items).toHaveLength(2);
    expect(server.output()).not.toContain(key);
  });

  test("makes another one through the socket of a running server, and it works at once", async () => {
    const server = await startSluice();
    onTestFinished(() => server.stop());
    const env = { SLUICE_DATA_DIR: server.dataDir };
    const key = keyIn(await runSluice(["apikey", "create", "--admin", "--name", "second"], { env }));
    expect((await ask(server, key, "api-keys")).status).toBe(200);
    expect(server.output()).not.toContain(key);
  });

  test("does not get one that works under another master key: the folder is refused", async () => {
    const home = temporaryHome();
    onTestFinished(home.remove);
    const env = { SLUICE_DATA_DIR: home.dataDir };
    await (await startSluice({ dataDir: home.dataDir })).stop();
    const other = { ...env, SLUICE_MASTER_KEY: "ab".repeat(32) };
    const refused = await runSluice(["apikey", "create", "--admin"], { env: other });
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("master key");
  });
});

describe("with a running server", () => {
  let server: TestServer;
  let run: (...args: readonly string[]) => Promise<Finished>;
  beforeAll(async () => {
    server = await startSluice();
    run = (...args) => runSluice(args, { env: { SLUICE_DATA_DIR: server.dataDir } });
  });
  afterAll(() => server.stop());

  test("a key made on the command line may do what it was made for, until it is revoked", async () => {
    const flags = [
      "--name",
      "site",
      "--scope",
      "tokens:read",
      "--scope",
      "keys:write",
      "--longest-ttl",
      "1h",
    ];
    const key = keyIn(await run("apikey", "create", ...flags, "--expires-at", "1h"));
    const me = (await ask(server, key, "whoami")).body;
    expect(me).toMatchObject({ scopes: ["tokens:read", "keys:write"], longest_ttl_seconds: 3600 });
    expect(me.expires_at).toBeGreaterThan(Date.now() / 1000 + 3500);
    expect((await ask(server, key, "tokens")).status).toBe(200);
    expect((await ask(server, key, "sessions")).status).toBe(403);
    expect((await run("apikey", "revoke", me.id)).out).toContain("works no more");
    expect((await ask(server, key, "whoami")).status).toBe(401);
  });

  test("a key over --url hands out no more than it has itself", async () => {
    const key = keyIn(await run("apikey", "create", "--name", "deputy", "--scope", "keys:write"));
    const byUrl = (...args: readonly string[]) =>
      runSluice(args, { env: { SLUICE_URL: server.url, SLUICE_API_KEY: key } });
    const refused = await byUrl("apikey", "create", "--admin");
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("missing: scope admin, scope installation");
    expect(keyIn(await byUrl("apikey", "create", "--name", "peer", "--scope", "keys:write"))).toMatch(KEY);
  });

  test("says what is missing before it asks anybody", async () => {
    for (const [args, sentence] of [
      [["--name", "x"], "Say what the key may do"],
      [["--scope", "check"], "Give the key a name"],
      [["--admin", "--scope", "check"], "Give --admin or --scope, not both."],
    ] as const) {
      const refused = await run("apikey", "create", ...args);
      expect(refused).toMatchObject({ code: 1, out: "" });
      expect(refused.err).toContain(sentence);
    }
  });

  test("rotated with an overlap, both texts work; rotated again without, the new one alone", async () => {
    const first = keyIn(await run("apikey", "create", "--name", "r", "--scope", "check"));
    const { id } = (await ask(server, first, "whoami")).body;
    const second = keyIn(await run("apikey", "rotate", id, "--overlap", "1h"));
    expect((await ask(server, first, "whoami")).status).toBe(200);
    const third = keyIn(await run("apikey", "rotate", id));
    const statuses = [];
    for (const key of [first, second, third]) statuses.push((await ask(server, key, "whoami")).status);
    expect(statuses).toEqual([401, 401, 200]);
  });
});

test("the last use of a key, the configured one too, is known after a restart, and no start counts as a change", async () => {
  const home = temporaryHome();
  onTestFinished(home.remove);
  const before = await startSluice({ dataDir: home.dataDir });
  const used = (await ask(before, ADMIN_KEY, "whoami")).body;
  expect(used.last_used_at).toBeGreaterThan(Date.now() / 1000 - 60);
  await before.stop();
  const list = await runSluice(["apikey", "list", "--json"], { env: { SLUICE_DATA_DIR: home.dataDir } });
  const [kept] = JSON.parse(list.out).items;
  expect(kept).toMatchObject({ id: "sk_configured", version: 1, created_at: used.created_at });
  expect(kept.last_used_at).toBeGreaterThanOrEqual(used.last_used_at);
  const after = await startSluice({ dataDir: home.dataDir });
  onTestFinished(() => after.stop());
  expect((await ask(after, ADMIN_KEY, "whoami")).body.created_at).toBe(used.created_at);
});
