import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Finished, runSluice } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const TOKEN = /st_[0-9A-Za-z]{38}/;
const ESCAPE = "\u001b";
const HOOK_SECRET = "secret-of-media-servers";

/** Runs `sluice` somewhere; what is found there depends on the way to the server. */
type Sluice = (args: readonly string[], stdin?: string) => Promise<Finished>;

/** Runs it and gives what it printed; fails unless the exit code is 0 and nothing is on standard error. */
async function outputOf(run: Promise<Finished>): Promise<string> {
  const finished = await run;
  expect(finished).toMatchObject({ code: 0, err: "" });
  return finished.out;
}

function only(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[0];
  if (found === undefined) throw new Error(`${pattern} is not in:\n${text}`);
  return found;
}

test("npx sluice works from the repository's root", async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const child = spawn("npx", ["--no-install", "sluice", "--version"], { cwd: root });
  const manifest: unknown = JSON.parse(readFileSync(join(root, "packages/server/package.json"), "utf8"));
  expect(manifest).toMatchObject({ version: (await text(child.stdout)).trim() });
});

describe("with a running server", () => {
  let server: TestServer;
  let bySocket: Sluice;

  beforeAll(async () => {
    server = await startSluice({ env: { SLUICE_HOOK_SECRET: HOOK_SECRET } });
    bySocket = (args, stdin = "") => runSluice(args, { stdin, env: { SLUICE_DATA_DIR: server.dataDir } });
  });
  afterAll(() => server.stop());

  test("a token made on the command line plays, once, and every command tells the same story", async () => {
    const created = await outputOf(bySocket(["token", "create", "demo/clip", "--user", "ann"]));
    expect(created).toContain("this is shown once");
    const lines = created.split("\n");
    const page = lines.find(line =>
      line.startsWith(`${server.url.replace("127.0.0.1", "localhost")}/demo/clip?token=`),
    );
    const hls = lines.find(line => line.includes("/demo/clip/index.m3u8?token="));
    expect(page).toMatch(/^\S+$/);
    const id = only(created, /st_\w{12}\b/);

    const first = await fetch(String(hls), { headers: { "user-agent": "first" } });
    expect(first.status).toBe(200);
    const variant = only(await first.text(), /^\/s\/\S+$/m);
    const inspected = await outputOf(bySocket(["token", "inspect", String(page)]));
    expect(inspected).toContain(`Token ${id} is used`);
    expect(inspected).toMatch(/used +1 of 1/);
    expect(inspected).not.toMatch(TOKEN);

    const second = await fetch(String(hls), { headers: { "user-agent": "second" } });
    expect(second.status).toBe(403);
    const ref = second.headers.get("sluice-ref") ?? "";
    const why = await outputOf(bySocket(["why", ref.toLowerCase()]));
    expect(why).toContain(`Refused: token-already-used (${ref})`);
    expect(why).toMatch(/when +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
    expect(why).toMatch(/where +gateway: play demo\/clip/);
    for (const part of [
      /token +st_/,
      /user +ann/,
      /ip +127\.0\.0\.1/,
      /player +second/,
      /advice +All uses/,
    ]) {
      expect(why).toMatch(part);
    }
    expect(why).toContain("✓ target");
    expect(why).toMatch(/✗ uses +1 of 1 uses are spent/);

    const sessions = await outputOf(bySocket(["session", "list", "--live", "--token", id]));
    expect(sessions.trim().split("\n")).toHaveLength(2);
    expect((await fetch(server.url + variant, { headers: { "user-agent": "first" } })).status).toBe(200);
    expect(await outputOf(bySocket(["token", "revoke", id]))).toContain(`Revoked ${id}`);
    expect((await fetch(server.url + variant, { headers: { "user-agent": "first" } })).status).toBe(403);
    const token = only(created, TOKEN);
    const checked = await bySocket(["check", "demo/clip", "--token", "-"], `${token}\n`);
    expect(checked).toMatchObject({ code: 2, err: "" });
    expect(checked.out).toContain("Refused: play demo/clip (token-revoked)");
    expect(checked.out).toMatch(/✗ not-revoked/);
    expect(await outputOf(bySocket(["session", "list", "--live", "--token", id]))).toBe("None.\n");
  });

  test("sessions that a media server carries are listed by its name, with their protocol", async () => {
    const grant = { kind: "access", action: "publish", target: { streams: ["live/cli"] } };
    const { token } = await server.mint(grant);
    const call = { action: "publish", path: "live/cli", protocol: "srt", id: "a-connection", token };
    const answer = await fetch(`${server.url}/hooks/mediamtx/${HOOK_SECRET}`, {
      method: "POST",
      body: JSON.stringify(call),
    });
    expect(answer.status).toBe(200);
    const listed = await outputOf(bySocket(["session", "list", "--server", "mediamtx"]));
    expect(listed).toMatch(/^\S{22} +live +live\/cli +publish +srt at mediamtx +st_/m);
    expect(await outputOf(bySocket(["session", "list", "--server", "srs"]))).toBe("None.\n");
  });

  test("ending a session on the command line stops its player", async () => {
    const { urls, id } = await server.mint({ kind: "access" });
    const agent = { headers: { "user-agent": "ended" } };
    const variant = only(await (await fetch(urls.hls, agent)).text(), /^\/s\/\S+$/m);
    const listed = await outputOf(bySocket(["session", "list", "--token", id, "--json"]));
    const [session] = JSON.parse(listed).items;
    expect(await outputOf(bySocket(["session", "end", session.id]))).toContain(session.id);
    expect((await fetch(server.url + variant, agent)).status).toBe(403);
    expect(await outputOf(bySocket(["session", "list", "--token", id]))).toContain("ended (operator)");
  });

  test("check looks without spending, and spends with --consume", async () => {
    const { token } = await server.mint();
    for (const _ of [1, 2]) {
      expect(await outputOf(bySocket(["check", "demo/clip", "--token", token]))).toContain("Allowed");
    }
    const spent = await outputOf(bySocket(["check", "demo/clip", "--token", token, "--consume"]));
    expect(spent).toMatch(/session +\S{22}\n/);
    expect(spent).toContain("✓ uses");
    const again = await bySocket(["check", "demo/clip", "--token", token, "--consume"]);
    expect(again.code).toBe(2);
    expect(again.out).toContain("token-already-used");
    expect(again.out).toContain("✗ uses");
  });

  test("check is asked as somebody else would ask", async () => {
    const { token } = await server.mint({ ip: ["10.0.0.0/8"], domains: ["example.com"], ttl_seconds: 60 });
    const ask = [
      "check",
      "demo/clip",
      "--token",
      token,
      "--origin",
      "https://example.com",
      "--user-agent",
      "tv",
    ];
    expect((await bySocket([...ask, "--ip", "10.1.2.3"])).code).toBe(0);
    const elsewhere = await bySocket([...ask, "--ip", "192.0.2.1"]);
    expect(elsewhere).toMatchObject({ code: 2, err: "" });
    expect(elsewhere.out).toContain("(ip-not-allowed)");
    const later = await bySocket([...ask, "--ip", "10.1.2.3", "--at", "1h"]);
    expect(later.out).toContain("(token-expired)");
    expect((await bySocket([...ask, "--action", "publish"])).out).toContain("(wrong-action)");
  });

  test("every flag of create arrives in the grant", async () => {
    const flags = [
      ...["--kind", "access", "--publish", "--not-before", "1h", "--expires-at", "2100-01-31T18:00Z"],
      ...["--max-uses", "5", "--max-sessions", "2", "--ip", "10.0.0.0/8", "--ip", "2001:db8::/32"],
      ...["--domain", "example.com", "--domain", "*.example.org", "--user", "ann", "--tag", "trial"],
      ...["--annotation", '{"text":"ann"}', "--annotation", "[1]", "--disconnect-at-expiry", "--json"],
    ];
    const made = JSON.parse(
      await outputOf(bySocket(["token", "create", "demo/clip", "demo/live", ...flags])),
    );
    expect(made).toMatchObject({
      kind: "access",
      action: "publish",
      target: { streams: ["demo/clip", "demo/live"] },
      not_before: expect.closeTo(Date.now() / 1000 + 3600, -2),
      expires_at: Date.UTC(2100, 0, 31, 18) / 1000,
      max_uses: 5,
      max_sessions: 2,
      ip: ["10.0.0.0/8", "2001:db8::/32"],
      domains: ["example.com", "*.example.org"],
      user: "ann",
      tag: "trial",
      annotations: [{ text: "ann" }, [1]],
      disconnect_at_expiry: true,
      token: expect.stringMatching(TOKEN),
    });
  });

  test("a life is a duration or for ever, and groups and the organization are targets", async () => {
    const create = async (...args: string[]) =>
      JSON.parse(await outputOf(bySocket(["token", "create", ...args, "--json"])));
    const day = await create("--group", "demo/clip", "--ttl", "2h");
    expect(day.expires_at - day.created_at).toBe(7200);
    expect(day.target).toEqual({ group: "demo/clip" });
    const forever = await create("--organization", "--ttl", "forever");
    expect(forever).toMatchObject({ expires_at: null, target: { organization: true }, playback_url: null });
  });

  test("a token without a link is printed itself, once", async () => {
    const made = await outputOf(bySocket(["token", "create", "demo/clip", "--publish"]));
    expect(made.match(new RegExp(TOKEN, "g"))).toHaveLength(1);
    expect(made.split("\n")).toContainEqual(expect.stringMatching(/^st_\w{38}$/));
    expect(made).toContain("this is shown once");
  });

  test("a revocation by user cuts, is listed, and can be taken back", async () => {
    const { token, id } = await server.mint({ user: "bob", kind: "access" });
    const isOpen = async () => (await bySocket(["check", "demo/clip", "--token", token])).code === 0;
    const dry = await outputOf(bySocket(["revoke", "--user", "bob", "--dry-run"]));
    expect(dry).toContain("This would revoke 1 token and end 0 sessions.");
    expect(await isOpen()).toBe(true);
    const done = await outputOf(bySocket(["revoke", "--user", "bob"]));
    expect(done).toContain("Revoked 1 token");
    const rule = only(done, /rv_\w+/);
    expect(await isOpen()).toBe(false);
    expect(await outputOf(bySocket(["revocation", "list"]))).toMatch(new RegExp(`${rule} +user bob +1 `));
    expect(await outputOf(bySocket(["revocation", "undo", rule]))).toContain(`Undone ${rule}`);
    expect(await isOpen()).toBe(true);
    expect(await outputOf(bySocket(["token", "list", "--user", "bob"]))).toContain(id);
  });

  test.each([
    [["--tag", "x"], { tag: "x" }],
    [["--user", "u", "--stream", "demo/live"], { stream: "demo/live", user: "u" }],
    [["--group", "g"], { group: "g" }],
    [["--application", "live"], { application: "live" }],
    [["--session", "A".repeat(22)], { session: "A".repeat(22) }],
    [["--token", "st_AAAAAAAAAAAA"], { token: "st_AAAAAAAAAAAA" }],
    [["--issued-by", "sk_AAAAAAAA"], { key: "sk_AAAAAAAA" }],
    [["--jti", "one"], { jti: "one" }],
    [["--ip", "198.51.100.0/24", "--user", "u"], { ip: "198.51.100.0/24", user: "u" }],
    [["--all", "--issued-before", "1000", "--confirm", "demo"], { all: true, issued_before: 1000 }],
  ])("revoke %j selects %j and nothing else", async (flags, selector) => {
    const made = JSON.parse(await outputOf(bySocket(["revoke", ...flags, "--json"])));
    expect(made).toMatchObject({ selector, permanent: "ip" in selector, until: null });
    expect(Object.keys(made.selector).toSorted()).toEqual(Object.keys(selector).toSorted());
    await outputOf(bySocket(["revocation", "undo", made.id]));
  });

  test("revoke says for how long", async () => {
    const lasting = JSON.parse(await outputOf(bySocket(["revoke", "--tag", "y", "--permanent", "--json"])));
    expect(lasting.permanent).toBe(true);
    const passing = JSON.parse(await outputOf(bySocket(["revoke", "--tag", "y", "--until", "1h", "--json"])));
    expect(passing.until).toBeGreaterThan(Date.now() / 1000 + 3500);
  });

  test("lists are cut at --limit and go on with --cursor", async () => {
    for (const _ of [1, 2, 3]) await server.mint({ tag: "page" });
    const first = await outputOf(bySocket(["token", "list", "--tag", "page", "--limit", "2"]));
    expect(first.match(/st_\w{12}/g)).toHaveLength(2);
    const cursor = only(first, /(?<=--cursor )\S+/);
    const rest = await outputOf(
      bySocket(["token", "list", "--tag", "page", "--limit", "2", "--cursor", cursor]),
    );
    expect(rest.match(/st_\w{12}/g)).toHaveLength(1);
    expect(rest).not.toContain("--cursor");
  });

  test("by URL and key the answers are those of the socket", async () => {
    await server.mint({ tag: "ways" });
    const args = ["token", "list", "--tag", "ways", "--json"];
    const viaSocket = await outputOf(bySocket(args));
    expect(JSON.parse(viaSocket).items).toHaveLength(1);
    const nowhere = { SLUICE_DATA_DIR: "/nonexistent" };
    const byEnvironment = { ...nowhere, SLUICE_URL: server.url, SLUICE_API_KEY: ADMIN_KEY };
    expect(await outputOf(runSluice(args, { env: byEnvironment }))).toBe(viaSocket);
    const flags = ["--url", `${server.url}/`, "--key", ADMIN_KEY];
    expect(await outputOf(runSluice([...args, ...flags], { env: nowhere }))).toBe(viaSocket);
  });

  test("a folder that is named by a flag is stronger than SLUICE_URL", async () => {
    const env = { SLUICE_URL: "http://127.0.0.1:1" };
    await outputOf(runSluice(["token", "list", "--data-dir", server.dataDir], { env }));
  });

  test("a missing or wrong key is one sentence with the variable to set", async () => {
    const env = { SLUICE_URL: server.url };
    const missing = await runSluice(["token", "list"], { env });
    expect(missing).toEqual({
      code: 1,
      out: "",
      err: `${server.url} needs an API key: set SLUICE_API_KEY or give --key.\n`,
    });
    const wrong = await runSluice(["token", "list"], {
      env: { ...env, SLUICE_API_KEY: "not-the-right-key" },
    });
    expect(wrong).toEqual({
      code: 1,
      out: "",
      err: `${server.url} needs an API key: SLUICE_API_KEY (or --key) is not a key of this server.\n`,
    });
  });

  test("each problem of the input is a sentence of its own", async () => {
    const wrong = await bySocket(["token", "create", "no/where", "--ip", "zz", "--max-uses", "3"]);
    expect(wrong).toMatchObject({ code: 1, out: "" });
    expect(wrong.err.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^target\.streams\.0: there is no stream "no\/where"/),
      expect.stringMatching(/^max_uses: /),
      expect.stringMatching(/^ip\.0: "zz" is no address/),
    ]);
  });

  test.each([
    [["token", "inspect", "st_AAAAAAAAAAAA"], "There is no such token.\n"],
    [["token", "revoke", "st_AAAAAAAAAAAA"], "There is no such token.\n"],
    [["token", "inspect", "../../metrics"], "There is no such token.\n"],
    [["why", "AAAAAAAAAA"], "There is no such decision.\n"],
    [["session", "end", "nobody"], "There is no such session.\n"],
    [["session", "end", `-${"A".repeat(21)}`], "There is no such session.\n"],
    [["session", "end", `-V${"A".repeat(20)}`, "--json"], "There is no such session.\n"],
    [["session", "end", "--json", `-h${"A".repeat(20)}`], "There is no such session.\n"],
    [["session", "end", `--${"A".repeat(20)}`], "There is no such session.\n"],
    [["revocation", "undo", "rv_0"], "There is no such revocation.\n"],
  ])("%j about something that is not there says so", async (args, err) => {
    expect(await bySocket(args)).toEqual({ code: 1, out: "", err });
  });

  test.each([
    [["token", "create", "demo/clip", "--ttl", "90"], "Give a duration"],
    [["token", "create", "demo/clip", "--max-uses", "two"], "Give a whole number."],
    [["token", "create", "demo/clip", "--expires-at", "tomorrow"], "Give Unix seconds"],
    [["token", "create", "demo/clip", "--annotation", "{"], "This is not JSON."],
    [["check", "demo/clip"], "required option '--token <token>' not specified"],
    [["token", "list", "--url", "localhost:8080"], "is no URL of a server"],
    [["token", "list", "--key", "k"], "--key goes with --url"],
  ])("%j is refused before anything is asked", async (args, sentence) => {
    const { code, out, err } = await bySocket(args);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test("a configuration that somebody is editing keeps nobody from the server whose folder is named", async () => {
    const { path: cwd, remove } = temporaryHome();
    onTestFinished(remove);
    writeFileSync(join(cwd, "sluice.yaml"), "applications: [\n");
    const create = ["token", "create", "demo/clip"];
    const unnamed = await runSluice(create, { cwd });
    expect(unnamed).toMatchObject({ code: 1, out: "" });
    expect(unnamed.err).toMatch(/sluice\.yaml:2:1: .*\n.*name its folder with --data-dir\.\n$/);
    const flag = await outputOf(runSluice([...create, "--data-dir", server.dataDir], { cwd }));
    const env = { SLUICE_DATA_DIR: server.dataDir };
    const revoked = await outputOf(runSluice(["token", "revoke", only(flag, TOKEN)], { cwd, env }));
    expect(revoked).toContain("it opens nothing any more");
    // Without a server on it, it is told what is wrong, and nothing is made.
    const stopped = await runSluice([...create, "--data-dir", join(cwd, "data")], { cwd });
    expect(stopped.err).toMatch(/^The configuration cannot be used:\nsluice\.yaml:2:1: .*\n$/);
    expect(readdirSync(cwd)).toEqual(["sluice.yaml"]);
  });

  test("an empty standard input is no token", async () => {
    const { code, err } = await bySocket(["token", "inspect", "-"], "\n");
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^There is no token/) });
  });

  test("a token's text, its id, a link and standard input all name it", async () => {
    const { id, token, urls } = await server.mint();
    for (const [argument, stdin] of [
      [id],
      [token],
      [urls.hls],
      ["-", token],
      ["-", `${urls.page}\n`],
    ] as const) {
      expect(await outputOf(bySocket(["token", "inspect", argument], stdin))).toContain(
        `Token ${id} is active`,
      );
    }
  });

  test("what strangers wrote cannot steer the terminal", async () => {
    const { id } = await server.mint({ user: `${ESCAPE}[31mred`, tag: "two\nlines" });
    for (const args of [
      ["token", "inspect", id],
      ["token", "list"],
    ]) {
      const out = await outputOf(bySocket(args));
      expect(out).toContain("\ufffd[31mred");
      expect(out).toContain("two\ufffdlines");
      expect(out).not.toContain(ESCAPE);
    }
  });

  test("a pipe gets no colours unless it asks for them", async () => {
    const { id } = await server.mint();
    const env = { SLUICE_DATA_DIR: server.dataDir };
    const inspect = ["token", "inspect", id];
    expect((await runSluice(inspect, { env })).out).not.toContain(ESCAPE);
    expect((await runSluice(inspect, { env: { ...env, FORCE_COLOR: "1" } })).out).toContain(ESCAPE);
  });

  test("something else that listens at the URL is named as such", async () => {
    const stranger = createServer((_request, response) => void response.writeHead(404).end("<html>"));
    await new Promise<void>(resolve => stranger.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void stranger.close());
    const address = stranger.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const { code, err } = await runSluice(["token", "list", "--url", url]);
    expect({ code, err }).toEqual({
      code: 1,
      err: `${url} did not answer as a Sluice server does (status 404).\n`,
    });
  });

  test("a server that is gone is named with its URL", async () => {
    const { code, err } = await runSluice(["token", "list", "--url", "http://127.0.0.1:1"]);
    expect({ code, err }).toEqual({
      code: 1,
      err: "No answer from http://127.0.0.1:1: nothing listens there.\n",
    });
  });
});

describe("with no server running", () => {
  let home: TemporaryHome;
  let inFolder: Sluice;

  beforeAll(async () => {
    home = temporaryHome();
    const server = await startSluice({ dataDir: home.dataDir });
    await server.stop();
    inFolder = (args, stdin = "") => runSluice(args, { stdin, cwd: home.path });
  });
  afterAll(() => home.remove());

  test("the same commands work on the folder, and what they did is there when a server starts", async () => {
    const made = await inFolder(["token", "create", "demo/clip", "--json"]);
    expect(made.code).toBe(0);
    expect(made.err).toBe("No server runs on ./data now: the token works once one is started.\n");
    const { id, token } = JSON.parse(made.out);
    expect((await inFolder(["check", "demo/clip", "--token", token, "--consume"])).code).toBe(0);
    expect(await outputOf(inFolder(["token", "inspect", id]))).toContain(`Token ${id} is used`);
    const refused = await inFolder(["check", "demo/clip", "--token", "-"], token);
    expect(refused.code).toBe(2);
    const ref = only(refused.out, /(?<=reference +)\w{10}/);
    expect(await outputOf(inFolder(["why", ref]))).toContain(`token-already-used (${ref})`);
    expect(await outputOf(inFolder(["session", "list", "--live"]))).toContain(id);
    await outputOf(inFolder(["token", "revoke", id]));

    const server = await startSluice({ dataDir: home.dataDir });
    onTestFinished(() => server.stop());
    expect((await server.api("GET", `/v1/tokens/${id}`)).body.status).toBe("revoked");
    expect((await server.api("GET", `/v1/decisions/${ref}`)).body.reason).toBe("token-already-used");
  });

  test("commands at the same time wait for each other", async () => {
    const runs = Array.from({ length: 4 }, () =>
      inFolder(["token", "create", "demo/clip", "--tag", "crowd"]),
    );
    for (const { code } of await Promise.all(runs)) expect(code).toBe(0);
    const listed = JSON.parse(await outputOf(inFolder(["token", "list", "--tag", "crowd", "--json"])));
    expect(listed.items).toHaveLength(4);
  });

  test("the socket of a server that was killed counts as no server", async () => {
    const server = await startSluice({ dataDir: home.dataDir });
    await server.kill();
    expect(existsSync(join(home.dataDir, "sluice.sock"))).toBe(true);
    await outputOf(inFolder(["token", "list"]));
  });

  test("the data folder comes from the configuration: flag, environment or YAML file", async () => {
    const away = temporaryHome();
    onTestFinished(() => away.remove());
    const list = ["token", "list", "--tag", "crowd"];
    const yaml = join(away.path, "sluice.yaml");
    writeFileSync(yaml, `data_dir: ${JSON.stringify(home.dataDir)}\n`);
    for (const run of [
      runSluice([...list, "--data-dir", home.dataDir], { cwd: away.path }),
      runSluice(list, { cwd: away.path, env: { SLUICE_DATA_DIR: home.dataDir } }),
      runSluice(list, { cwd: away.path }),
      runSluice([...list, "--config", yaml]),
    ]) {
      expect(await outputOf(run)).toContain("crowd");
    }
  });

  test.each([
    ["token", "list"],
    ["token", "create", "demo/clip"],
    ["why", "AAAAAAAAAA"],
  ])("%s %s makes no data folder", async (...args) => {
    const away = temporaryHome();
    onTestFinished(() => away.remove());
    expect(await runSluice(args, { cwd: away.path })).toEqual({
      code: 1,
      out: "",
      err: "No server runs on ./data and the folder does not exist; start one with npm start, or name another with --data-dir or --url.\n",
    });
    mkdirSync(away.dataDir);
    expect((await runSluice(args, { cwd: away.path })).err).toContain("the folder holds no data of Sluice");
    expect(readdirSync(away.path, { recursive: true })).toEqual(["data"]);
  });

  test("a master key is never made by a command: it would not be the server's", async () => {
    const away = temporaryHome();
    onTestFinished(() => away.remove());
    const env = { SLUICE_MASTER_KEY: "ab".repeat(32) };
    const server = await startSluice({ dataDir: away.dataDir, env });
    await server.stop();
    const without = await runSluice(["token", "list"], { cwd: away.path });
    expect(without).toMatchObject({ code: 1, out: "" });
    expect(without.err).toMatch(/^The master key is missing: set SLUICE_MASTER_KEY/);
    await outputOf(runSluice(["token", "list"], { cwd: away.path, env }));
    expect(readdirSync(away.path)).toEqual(["data"]);
  });
});
