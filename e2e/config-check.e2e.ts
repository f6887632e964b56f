import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runSluice } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";

const KEY = "an-admin-key-that-nobody-may-see";
const HEADER = "between-us-and-the-origin";
const HOOK_SECRET = "between-us-and-the-server";
const YAML = `port: 9000
servers:
  ome: { secrets: [${HOOK_SECRET}], allow: [10.0.0.1] }
  hall: { kind: mediamtx, application: films, api: { url: "http://10.0.0.2:9997/hidden-path", username: u, password: ${HEADER} } }
applications:
  films:
    kind: vod
    origin: { url: "http://origin.example.com/secret-path", headers: { X-Key: ${HEADER} } }
    streams: { one: null, two: null }
`;

/** What no output may hold. */
const hidden = new RegExp([KEY, HEADER, HOOK_SECRET, "secret-path", "hidden-path"].join("|"));

let home: TemporaryHome;

beforeAll(() => {
  home = temporaryHome();
  writeFileSync(join(home.path, "right.yaml"), YAML);
  writeFileSync(join(home.path, "wrong.yaml"), `${YAML}    kinds: vod\nlog_level: loud\nadmin_key: short\n`);
});
afterAll(() => home.remove());

const check = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runSluice(["config", "check", ...args], { cwd: home.path, env });

describe("sluice config check", () => {
  test("says what is in force and where it was said, and makes no data folder", async () => {
    const env = { SLUICE_ADMIN_KEY: KEY, SLUICE_HOOK_SECRET: `${HOOK_SECRET}-2` };
    const { code, out, err } = await check(["right.yaml", "--host", "127.0.0.2"], env);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^The configuration is right\.$/m);
    expect(out).toMatch(/^port +9000 +right\.yaml:1:1$/m);
    expect(out).toMatch(/^host +127\.0\.0\.2 +flag --host$/m);
    expect(out).toMatch(/^admin_key +\[set\] +environment SLUICE_ADMIN_KEY$/m);
    expect(out).toMatch(/^films +vod +http +2 +right\.yaml:6:3$/m);
    expect(out).toMatch(/^demo +vod +demo +2 +built in$/m);
    expect(out).toMatch(/^ome +ome +live +10\.0\.0\.1 +none +right\.yaml:3:3$/m);
    expect(out).toMatch(/^hall +mediamtx +films +anywhere +yes +right\.yaml:4:3$/m);
    expect(out).toMatch(/^hook_secret +\[set\] +environment SLUICE_HOOK_SECRET$/m);
    expect(out).not.toMatch(hidden);
    expect(existsSync(home.dataDir)).toBe(false);
  });

  test("prints the same for a program", async () => {
    const { code, out } = await check(["--config", "right.yaml", "--json"], { SLUICE_ADMIN_KEY: KEY });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      file: join(home.path, "right.yaml"),
      public_url: "http://localhost:9000",
      settings: [
        { key: "port", value: "9000", source: "right.yaml:1:1" },
        { key: "admin_key", value: "[set]", source: "environment SLUICE_ADMIN_KEY" },
      ],
      applications: [
        { name: "demo" },
        { name: "films", origin: "http", streams: 2, any_stream: false },
        { name: "live", source: "built in" },
      ],
    });
    expect(JSON.parse(out).servers).toEqual([
      {
        name: "ome",
        kind: "ome",
        application: "live",
        allow: ["10.0.0.1"],
        api: false,
        source: "right.yaml:3:3",
      },
      {
        name: "hall",
        kind: "mediamtx",
        application: "films",
        allow: [],
        api: true,
        source: "right.yaml:4:3",
      },
    ]);
    expect(out).not.toMatch(hidden);
  });

  test("names every problem with file, line and column and what is allowed, in the very words of a start", async () => {
    const env = { SLUICE_PORT: "many", SLUICE_CONFIG: "wrong.yaml" };
    const { code, out, err } = await check([], env);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.split("\n").filter(Boolean)).toEqual([
      'environment SLUICE_PORT: "many" is not allowed; allowed: a whole number from 0 to 65535',
      expect.stringMatching(/^wrong\.yaml:12:1 admin_key: the value is not allowed; allowed: 12 to 256 /),
      expect.stringMatching(/^wrong\.yaml:11:1 log_level: "loud" is not allowed; allowed: fatal, error, /),
      expect.stringMatching(
        /^wrong\.yaml:10:5 applications\.films\.kinds: .*did you mean kind\?; allowed: kind, /,
      ),
    ]);
    const start = await runSluice(["start"], { cwd: home.path, env });
    expect(start.err).toContain(err.trim());
    const asJson = await check(["--json"], env);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.out)).toMatchObject({
      ok: false,
      problems: [{ source: "environment SLUICE_PORT" }, {}, {}, {}],
    });
  });

  test("a file that is not there is a problem, and one file is enough", async () => {
    expect(await check(["none.yaml"])).toMatchObject({
      code: 1,
      err: expect.stringContaining('"none.yaml": there is no such file'),
    });
    expect(await check(["right.yaml", "--config", "right.yaml"])).toMatchObject({
      code: 1,
      err: "Name the YAML file once: as the argument or by --config.\n",
    });
  });
});
