import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { backupOf, restoreTo } from "./backup/backup-api.ts";
import { type MintedToken, startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";

const KILLS = 4;
const BATCHES = 20;
const BATCH = 1_000;
const MASTER_KEY = "7".repeat(64);
const LONGEST_MILLISECONDS = 240_000;

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

interface Story {
  readonly home: string;
  readonly file: Uint8Array<ArrayBuffer>;
  readonly spent: MintedToken;
  readonly revoked: MintedToken;
  /** Made after the backup. */
  readonly newer: MintedToken;
}

/** A database of some size, a backup of it, and what has happened since. */
async function tell(server: TestServer, home: string): Promise<Story> {
  const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const tokens = Array.from({ length: BATCH }, () => grant);
    expect((await server.api("POST", "/v1/tokens/batch", { tokens })).status).toBe(201);
  }
  const [spent, revoked] = [await server.mint(), await server.mint()];
  const file = await backupOf(server);
  expect(await enter(server, spent)).toBe(200);
  expect((await server.api("DELETE", `/v1/tokens/${revoked.id}`)).status).toBe(204);
  return { home, file, spent, revoked, newer: await server.mint({ kind: "access" }) };
}

async function enter(server: TestServer, token: MintedToken): Promise<number | string | undefined> {
  const viewer = createViewer(server, { agent: `agent-${Math.random()}` });
  const { status, reason } = await viewer.ask(`/demo/clip/index.m3u8?token=${token.token}`);
  return reason ?? status;
}

/** Kills a server at some moment of a restore, starts it again and tells which database it has. */
async function killedIn(
  { home, file }: Story,
  query: string,
  delayMilliseconds: number,
): Promise<TestServer> {
  const server = await start(home);
  const answer = restoreTo(server, file, query).catch(() => undefined);
  await sleep(delayMilliseconds);
  await server.kill();
  await answer;
  return start(home);
}

const start = (home: string) =>
  startSluice({ dataDir: join(home, "data"), env: { SLUICE_MASTER_KEY: MASTER_KEY } });

function check(server: TestServer): void {
  const database = new DatabaseSync(join(server.dataDir, "sluice.db"), { readOnly: true });
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  database.close();
  expect(readdirSync(server.dataDir).filter(name => name.includes(".tmp"))).toEqual([]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

test(
  "kill -9 in the middle of a restore leaves the old or the restored database, and nothing spent is good again",
  async () => {
    const home = mkdtempSync(join(tmpdir(), "sluice-e2e-restore-"));
    const first = await start(home);
    const story = await tell(first, home);
    await first.stop();
    const outcomes = new Set<unknown>();
    let longest = 1_500;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = await killedIn(story, "", (longest * kill) / KILLS);
      check(server);
      expect(await enter(server, story.spent)).toBe("token-already-used");
      expect(await enter(server, story.revoked)).toBe("token-revoked");
      const newer = await enter(server, story.newer);
      outcomes.add(newer);
      const { body } = await server.api("GET", "/v1/audit?action=server.restore");
      // All of it or nothing: the token is gone exactly when the audit log tells why.
      expect((body.items as unknown[]).length > 0).toBe(newer === "token-unknown");
      expect((await server.api("POST", "/v1/audit/verify")).body).toMatchObject({ ok: true });
      if (newer === "token-unknown") longest = Math.max(200, longest / 2);
      await server.stop();
    }
    const last = await start(home);
    process.stderr.write(
      `restore: ${Math.round(await timed(() => restoreTo(last, story.file)))} ms; outcomes ${[...outcomes]}\n`,
    );
    expect(await enter(last, story.newer)).toBe("token-unknown");
    await last.stop();
    rmSync(home, { recursive: true });
  },
  LONGEST_MILLISECONDS,
);

test(
  "kill -9 while another database is taken over leaves the former or the new one whole",
  async () => {
    const home = mkdtempSync(join(tmpdir(), "sluice-e2e-restore-"));
    const first = await start(home);
    const story = await tell(first, home);
    await first.stop();
    const outcomes: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const place = mkdtempSync(join(tmpdir(), "sluice-e2e-restore-"));
      const former = await start(place);
      const own = await former.mint({ kind: "access" });
      await former.stop();
      const server = await killedIn({ ...story, home: place }, "?other_history=true", (1_500 * kill) / KILLS);
      check(server);
      const known = [await enter(server, own), await enter(server, story.revoked)];
      outcomes.push(known.join(" "));
      // The file's token was revoked after the backup, where nobody here has heard of it.
      expect([
        [200, "token-unknown"],
        ["token-unknown", 200],
      ]).toContainEqual(known);
      await server.stop();
      rmSync(place, { recursive: true });
    }
    process.stderr.write(`take-overs: ${JSON.stringify(outcomes)}\n`);
    rmSync(home, { recursive: true });
  },
  LONGEST_MILLISECONDS,
);
