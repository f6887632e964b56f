import { spawn } from "node:child_process";
import { once } from "node:events";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import foreign from "../vectors/compat/flowplayer/foreign.json" with { type: "json" };
import { type Finished, launcher, runSluice } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { callAs } from "./compat/doors.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const UUID = "2e8cba53-d03e-4616-a060-f70b114d291e";
const VALUE = "0123456789abcdef".repeat(4);

let home: TemporaryHome;
let sluice: TestServer;
// Ids and keys of an export are what they are: each test, and each try of it, has an organization without them.
beforeEach(async () => {
  home = temporaryHome();
  sluice = await startSluice();
});
afterEach(async () => {
  await sluice?.stop();
  home?.remove();
});

function env(): Readonly<Record<string, string>> {
  return { SLUICE_URL: sluice.url, SLUICE_API_KEY: ADMIN_KEY };
}

function run(system: string, file: string, ...flags: readonly string[]): Promise<Finished> {
  return runSluice(["import", system, file, ...flags], { cwd: home.path, env: env() });
}

function write(name: string, content: string | Buffer): string {
  writeFileSync(join(home.path, name), content);
  return name;
}

async function makeApplication(name: string): Promise<string> {
  const { status } = await sluice.api("POST", "/v1/applications", { name, kind: "live" });
  expect(status).toBe(201);
  return name;
}

async function streamsOf(application: string): Promise<readonly Record<string, unknown>[]> {
  const { body } = await sluice.api("GET", `/v1/streams?limit=200&application=${application}`);
  return body.items as Record<string, unknown>[];
}

describe("an import", () => {
  const video = { id: UUID, stream: "film", playback_token_behavior: "BASIC_TOKEN" };
  const key = { id: `${UUID}-7148f`, name: "mine", value: VALUE };

  test("says first what it would do, then does it, and a second time finds all as it should be", async () => {
    const application = await makeApplication("wowza");
    const file = write("ovp.json", JSON.stringify({ videos: [video], playback_token_keys: [key] }));
    const plan = await run("flowplayer", file, "--application", application);
    expect(plan).toMatchObject({ code: 0, out: expect.stringContaining("2 to make, 0 to change, 0 as") });
    expect(plan.err).toContain("--apply does it");
    expect(await streamsOf(application)).toEqual([]);

    const done = await run("flowplayer", file, "--application", application, "--apply");
    expect(done).toMatchObject({ code: 0, err: expect.stringContaining("Done: 2 calls.") });
    const [stream] = await streamsOf(application);
    expect(stream).toMatchObject({
      name: "wowza/film",
      aliases: [UUID],
      enforcement: { play: "enforce" },
      embed_token: true,
    });

    const again = await run("flowplayer", file, "--application", application, "--apply", "--json");
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out).steps).toMatchObject([{ action: "as is" }, { action: "as is" }]);
    expect((await streamsOf(application))[0]).toEqual(stream);
    for (const { out, err } of [plan, done, again]) expect(out + err).not.toContain(VALUE);
    expect(sluice.output()).not.toContain(VALUE);
  });

  test("changes only what differs, adds aliases to those that are there, and takes nothing away", async () => {
    const application = await makeApplication("bintus");
    await sluice.api("POST", "/v1/streams", { application, id: "abcde-12345", aliases: ["mine"] });
    await sluice.api("POST", "/v1/streams", { application, id: "other" });
    const csv = "id,streamname,groupid\n1dec3bbc-758b-4879-a202-7ae877d511ba,abcde-12345,event\n";
    const { code, out } = await run("bintu", write("b.csv", csv), "--application", application, "--apply");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("0 to make, 1 to change") });
    expect(await streamsOf(application)).toMatchObject([
      { id: "abcde-12345", group: "event", aliases: ["mine", "1dec3bbc-758b-4879-a202-7ae877d511ba"] },
      { id: "other" },
    ]);
  });

  test("has keys vouch for the tokens that the team's own code has signed with them, in each spelling", async () => {
    const application = await makeApplication("signed");
    const texts = new Set<string>();
    for (const { setup, steps } of foreign.flows) {
      const [key] = setup.map(({ json }) => json);
      if (!key) continue;
      const { secret, encoding } = key.import;
      const row = { id: key.kid, name: key.name, value: secret, value_encoding: encoding };
      const file = write("foreign.json", JSON.stringify({ playback_token_keys: [row] }));
      const { code, err } = await run("flowplayer", file, "--application", application, "--apply");
      expect({ code, err }).toEqual({ code: 0, err: "Done: 1 call.\n" });
      for (const { request, answer } of steps.slice(0, 2)) {
        const body = { ...request.json, url: `${sluice.url}/demo/clip/index.m3u8` };
        const checked = await sluice.api("POST", "/v1/check", body);
        expect(checked.body, key.kid).toMatchObject(answer.includes);
        texts.add(request.json.token);
      }
    }
    expect(texts.size).toBeGreaterThan(4);
  });

  test("takes what Ant Media's list of broadcasts answers as it is", async () => {
    const from = await makeApplication("ams");
    const path = `/${from}/rest/v2/broadcasts`;
    for (const streamId of ["cam1", "cam2"]) {
      const call = { method: "POST", path: `${path}/create`, json: { streamId, name: "A camera" } };
      await callAs(sluice, "antmedia", call);
    }
    const listed = await callAs(sluice, "antmedia", { method: "GET", path: `${path}/list/0/10` });
    const to = await makeApplication("moved");
    const file = write("broadcasts.json", JSON.stringify(listed));
    const { code, out } = await run("antmedia", file, "--application", to, "--apply");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("2 to make") });
    expect((await streamsOf(to)).map(({ id }) => id)).toEqual(["cam1", "cam2"]);
  });

  test("that was killed in the middle is finished by the next", async () => {
    const application = await makeApplication("cut");
    const ids = Array.from({ length: 150 }, (_, index) => `cam${index}`);
    const file = write("cams.csv", ["streamId", ...ids, ""].join("\n"));
    const args = ["import", "antmedia", file, "--application", application, "--apply"];
    const cut = spawn(process.execPath, [launcher, ...args], {
      cwd: home.path,
      env: { PATH: process.env.PATH ?? "", ...env() },
      stdio: "ignore",
    });
    const ended = once(cut, "exit");
    while ((await streamsOf(application)).length < 5) await wait(5);
    cut.kill("SIGKILL");
    await ended;
    const half = (await streamsOf(application)).length;
    expect(half).toBeLessThan(ids.length);
    const rest = await runSluice(args, { cwd: home.path, env: env() });
    expect(rest).toMatchObject({
      code: 0,
      err: expect.stringContaining(`Done: ${ids.length - half} calls.`),
    });
    expect(await streamsOf(application)).toHaveLength(ids.length);
  });

  test("with one bad row does nothing at all, and names the row", async () => {
    const application = await makeApplication("bad");
    await sluice.api("POST", "/v1/streams", { application: "live", id: "taken", aliases: ["theirs"] });
    const csv = "streamId,stream\ncam1,\ncam 2,\ntheirs,cam3\ncam1,\n";
    const { code, out, err } = await run(
      "antmedia",
      write("bad.csv", csv),
      "--application",
      application,
      "--apply",
    );
    expect(code).toBe(1);
    expect(out).toContain('line 3 "cam 2" cannot be the name of a stream');
    expect(out).toContain('line 4 "theirs" is an alias of live/taken already');
    expect(out).toContain('line 5 "cam1" stands in line 2, too');
    expect(err).toContain("Nothing was done");
    expect(await streamsOf(application)).toEqual([]);
  });

  test("with a key that may not write names the row at which it was refused", async () => {
    const application = await makeApplication("readers");
    const { body } = await sluice.api("POST", "/v1/api-keys", {
      name: "reader",
      scopes: ["streams:read", "keys:read"],
    });
    const { code, err } = await runSluice(
      ["import", "antmedia", write("one.csv", "streamId\ncam1\n"), "--application", application, "--apply"],
      { cwd: home.path, env: { SLUICE_URL: sluice.url, SLUICE_API_KEY: String(body.key) } },
    );
    expect(code).toBe(1);
    expect(err).toContain("line 2 (readers/cam1)");
    expect(await streamsOf(application)).toEqual([]);
  });
});

test("a name in an export steers no terminal, in the plan and in a refusal", async () => {
  const application = await makeApplication("steered");
  const file = write("keys.csv", `id,value\n"k\u001b[31m\u009b31m",${VALUE}\n`);
  const { code, out, err } = await run("flowplayer", file, "--application", application, "--apply");
  expect(code).toBe(1);
  expect(err).toContain("line 2 (k\ufffd[31m");
  expect(out + err).not.toMatch(/[^\P{Cc}\n]/u);
});

describe("a file that is no export is refused in one sentence", () => {
  const bad: readonly [string, () => string, string][] = [
    ["in another encoding", () => write("latin.csv", Buffer.from("streamId\nk\xe4se\n", "latin1")), "UTF-8"],
    ["in UTF-16", () => write("wide.csv", Buffer.from("streamId\ncam1\n", "utf16le")), "binary data"],
    ["of 100 MB", () => large("large.json"), "100 MiB; at most 32 are read"],
    ["without an end", () => "/dev/zero", "more than 32 MiB"],
    ["that is binary", () => write("film.mp4", Buffer.alloc(4_096)), "binary data"],
    ["without the columns", () => write("columns.csv", "a,b\n1,2\n"), "has no streamId"],
    ["that is not there", () => "nowhere.csv", "it is not there"],
    ["that is a folder", () => ".", "cannot be read"],
  ];
  test.each(bad)("%s", async (_name, make, said) => {
    const { code, out, err } = await run("antmedia", make(), "--application", "live", "--apply");
    expect(code).toBe(1);
    expect(out + err).toContain(said);
    expect(out + err).not.toContain("    at ");
  });

  test("and so are an unknown system and an unknown application", async () => {
    const file = write("ok.csv", "streamId\ncam1\n");
    expect(await run("wistia", file, "--application", "live")).toMatchObject({ code: 1 });
    const { code, err } = await run("antmedia", file, "--application", "nowhere", "--apply");
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining('no application "nowhere"'),
    });
  });
});

/** A file of 100 MiB without its bytes. */
function large(name: string): string {
  const path = join(home.path, name);
  writeFileSync(path, "");
  truncateSync(path, 100 * 1024 * 1024);
  return name;
}
