import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { putStream } from "./support/origin-media.ts";
import { startOrigin, type TestOrigin } from "./support/origin-server.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter, entryPath } from "./support/viewer-token.ts";

const BOUND_MILLISECONDS = 1_000;

let server: TestServer;
let origin: TestOrigin;
let other: TestOrigin;
let folder: string;

beforeAll(async () => {
  [origin, other] = [await startOrigin(), await startOrigin()];
  folder = mkdtempSync(join(tmpdir(), "sluice-e2e-reload-"));
  for (const name of ["a", "b", "c"]) for (const at of [origin, other]) putStream(at, `/${name}`, "vod");
  write(declared({}));
  server = await startSluice({ env: { SLUICE_CONFIG: join(folder, "sluice.yaml") } });
});

afterAll(async () => {
  await server.stop();
  for (const at of [origin, other]) await at.close();
  rmSync(folder, { recursive: true });
});

test("SIGHUP applies streams, groups and origins, and ends no session but those of what is gone", async () => {
  const [a, b, c] = [await playing("film/a"), await playing("film/b"), await playing("film/c")];
  const byGroup = await playing("film/a", { group: "g" });
  write(declared({ streams: { a: {}, c: { kind: "vod" } }, groups: {}, url: other.url }));
  const path = "/a/index.m3u8";
  const asked = other.hits(path);
  const from = performance.now();
  await hangUp();
  expect(await b.ask()).toMatchObject({ status: 404, reason: "stream-unknown" });
  expect(await byGroup.ask()).toMatchObject({ status: 403, reason: "wrong-stream" });
  expect(performance.now() - from).toBeLessThan(BOUND_MILLISECONDS);
  for (const session of [a, c]) expect((await session.ask()).status).toBe(200);
  expect(other.hits(path)).toBeGreaterThan(asked);
  const gone = await createViewer(server).ask(entryPath("film/b", "hls", b.token));
  expect(gone).toMatchObject({ status: 404, reason: "stream-unknown" });
  write(declared({}));
  await hangUp();
  for (const session of [a, c]) expect((await session.ask()).status).toBe(200);
  expect((await playing("film/b")).token).toBeDefined();
});

test("a file with problems changes nothing, and the log names every one of them", async () => {
  const session = await playing("film/a");
  write("log_level: loud\napplications:\n  film: {kind: tape}\n  api: {kind: vod}\n");
  const before = server.output().length;
  server.process.kill("SIGHUP");
  const lines = await linesWith("configuration-refused", before, 3);
  expect(lines.map(({ msg }) => msg)).toEqual([
    expect.stringContaining("sluice.yaml:1:1 log_level"),
    expect.stringContaining("applications.film.kind"),
    expect.stringContaining("applications.api: is a reserved word"),
  ]);
  expect((await session.ask()).status).toBe(200);
  expect((await server.api("GET", "/v1/applications/film")).status).toBe(200);
  write(declared({}));
});

test("settings that need a restart are named, and the others apply", async () => {
  write(`log_level: debug\n${declared({ title: "New" })}`);
  const before = server.output().length;
  await hangUp();
  const [line] = await linesWith("restart-needed", before, 1);
  expect(line).toMatchObject({ setting: "log_level" });
  expect((await server.api("GET", "/v1/groups/g")).body).toMatchObject({
    title: "New",
    declared_in: expect.stringMatching(/sluice\.yaml:\d+:\d+$/),
  });
  write(declared({}));
  await hangUp();
});

test("what both declare is the file's, and the API's own is back when the file lets go", async () => {
  write(declared({ groups: {} }));
  await hangUp();
  const mine = { id: "g", title: "Mine", streams: ["live/x"] };
  expect((await server.api("POST", "/v1/groups", mine)).status).toBe(201);
  write(declared({ title: "The file's" }));
  const before = server.output().length;
  await hangUp();
  const [warning] = await linesWith("declaration-ignored", before, 1);
  expect(warning?.msg).toContain("the group g is also in the database; the file's is in force");
  expect((await server.api("GET", "/v1/groups/g")).body.title).toBe("The file's");
  const refused = await server.api("PATCH", "/v1/groups/g", { title: "Again" });
  expect(refused).toMatchObject({ status: 409, body: { reason: "declared-in-file" } });
  expect(refused.body.detail).toMatch(/sluice\.yaml:\d+:\d+: change it there/);
  write(declared({ groups: {} }));
  await hangUp();
  expect((await server.api("GET", "/v1/groups/g")).body.title).toBe("Mine");
});

interface Declared {
  readonly streams?: Readonly<Record<string, object>>;
  readonly groups?: Readonly<Record<string, object>>;
  readonly title?: string;
  readonly url?: string;
}

function declared({ streams = { a: {}, b: {}, c: {} }, groups, title, url = origin.url }: Declared): string {
  const g = { ...(title === undefined ? {} : { title }), streams: ["film/a", "film/b"] };
  return stringify({
    applications: { film: { kind: "vod", origin: { url }, streams } },
    groups: groups ?? { g },
  });
}

function write(yaml: string): void {
  writeFileSync(join(folder, "sluice.yaml"), yaml);
}

/** Has the server read its file again, and waits until it has. */
async function hangUp(): Promise<void> {
  const before = server.output().length;
  server.process.kill("SIGHUP");
  await linesWith("configuration-reloaded", before, 1);
}

interface Line {
  readonly event: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** So many lines of the log with an event, from a place in the output on. */
async function linesWith(event: string, from: number, count: number): Promise<readonly Line[]> {
  const find = (): readonly Line[] =>
    server
      .output()
      .slice(from)
      .split("\n")
      .filter(line => line.startsWith("{") && line.endsWith("}"))
      .map((line): Line => JSON.parse(line))
      .filter(line => line.event === event);
  await expect.poll(() => find().length, { timeout: 5_000, interval: 5 }).toBeGreaterThanOrEqual(count);
  return find();
}

/** A viewer in the middle of a stream. */
async function playing(stream: string, target: object = { streams: [stream] }) {
  const token = await server.mint({ target });
  const viewer = createViewer(server);
  const where = await enter(viewer, entryPath(stream, "hls", token));
  expect((await viewer.ask(where)).status).toBe(200);
  return { token, ask: () => viewer.ask(where) };
}
