import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { runSluice } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { type FakeMediamtx, startFakeMediamtx } from "./hooks/fake-servers/fake-mediamtx.ts";
import { startFakeServer } from "./hooks/fake-servers/fake-server.ts";
import { type FakeSrs, startFakeSrs } from "./hooks/fake-servers/fake-srs.ts";
import { ADMIN_KEY } from "./support/sluice.ts";

const PASSWORD = "between-sluice-and-mediamtx";
const SECRET = "pqrstuvw";

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly sentence: string;
  readonly change: string | null;
}

let home: TemporaryHome;
let mediamtx: FakeMediamtx;
let srs: FakeSrs;

beforeAll(async () => {
  home = temporaryHome();
  mediamtx = await startFakeMediamtx({ credentials: `sluice:${PASSWORD}` });
  srs = await startFakeSrs();
});
afterAll(async () => {
  await mediamtx.close();
  await srs.close();
  home.remove();
});

/** What `sluice doctor` finds about these servers; no finding holds a secret. */
async function findings(
  servers: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<readonly Finding[]> {
  writeFileSync(join(home.path, "sluice.yaml"), JSON.stringify({ port: 22_100, ...settings, servers }));
  const { out, err } = await runSluice(["doctor", "--json"], {
    cwd: home.path,
    env: { SLUICE_ADMIN_KEY: ADMIN_KEY },
  });
  expect(err).toBe("");
  for (const secret of [PASSWORD, SECRET, ADMIN_KEY]) expect(out).not.toContain(secret);
  return (JSON.parse(out) as { findings: readonly Finding[] }).findings;
}

/** `fail The API of …`, of some checks. */
const of = (found: readonly Finding[], ...checks: readonly string[]): readonly string[] =>
  found.filter(({ check }) => checks.includes(check)).map(({ status, sentence }) => `${status} ${sentence}`);

const mediamtxSettings = (password = PASSWORD) => ({
  api: { url: mediamtx.url, username: "sluice", password },
});

test("an API that takes our credentials and cuts whom it is told is well, and nobody is cut to find that out", async () => {
  const client = mediamtx.connect({ path: "live/cam1" });
  const found = await findings({ mediamtx: mediamtxSettings() });
  const { host } = new URL(mediamtx.url);
  expect(of(found, "server-apis", "server-clocks", "open-apis", "side-doors", "hook-secrets")).toEqual([
    "ok Each media server's hook secret is made from the master key.",
    `ok The API of mediamtx at ${host} lists its clients, and cuts whom it is told.`,
    "ok No media server's clock is off, as far as it tells.",
    "ok No media server's API is open to strangers.",
    "ok No media server's own HTTP port was found open.",
  ]);
  expect(mediamtx.kicks().map(({ path }) => path)).toEqual([
    "/v3/rtmpconns/kick/00000000-0000-0000-0000-000000000000",
    "/v3/rtmpsconns/kick/00000000-0000-0000-0000-000000000000",
  ]);
  expect(mediamtx.clients).toEqual([client]);
});

test("wrong credentials, and nobody at the address, fail and say what to change", async () => {
  const found = await findings({
    mediamtx: mediamtxSettings("a-wrong-one"),
    gone: { kind: "srs", api: { url: "http://127.0.0.1:22101" } },
  });
  const apis = found.filter(({ check }) => check === "server-apis");
  // No server runs here, whom MediaMTX would ask.
  expect(apis.map(({ status }) => status)).toEqual(["warn", "fail"]);
  expect(apis[0]?.sentence).toMatch(/^The API of mediamtx at \S+ is of no use: it answers 401\.$/);
  expect(apis[1]?.sentence).toMatch(
    /^The API of gone at 127\.0\.0\.1:22101 is of no use: it cannot be reached/,
  );
  expect(apis[0]?.change).toBe("Look again while the server runs: it is asked.");
  expect(apis[1]?.change).toMatch(/servers\.gone\.api has its address and credentials/);
});

test("an API that anybody on this machine can use is a warning, as SRS's is by default", async () => {
  const found = await findings({ srs: { api: { url: srs.url } } });
  expect(of(found, "open-apis")).toEqual([
    "warn The API of srs takes anybody on this machine, without credentials.",
  ]);
  expect(found.find(({ check }) => check === "open-apis")?.change).toMatch(/auth \{ enabled on;/);
});

test("a server is asked for its time without credentials", async () => {
  const slow = await startFakeServer(() => ({ status: 404, body: "" }));
  onTestFinished(() => slow.close());
  const found = await findings({ srs: { api: { url: slow.url } } });

  expect(of(found, "server-clocks")).toEqual(["ok No media server's clock is off, as far as it tells."]);
  expect(slow.calls.map(({ method, path, authorization }) => [method, path, authorization])).toContainEqual([
    "GET",
    "/",
    undefined,
  ]);
});

test("a short hook secret fails where others can ask, and is not shown", async () => {
  const found = await findings({}, { hook_secret: SECRET, host: "0.0.0.0" });
  expect(of(found, "hook-secrets")).toEqual([
    "fail hook_secret has fewer than 16 characters: whoever guesses it speaks for the media server.",
  ]);
});
