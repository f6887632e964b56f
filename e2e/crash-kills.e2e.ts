import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeConfiguration } from "./support/origin-applications.ts";
import { entryFiles, entryNames, goodEntries, putStream } from "./support/origin-media.ts";
import { delayed, startOrigin, type TestOrigin } from "./support/origin-server.ts";
import { type MintedToken, startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer, type Reply, sessionPath } from "./support/viewer.ts";
import { report, spreadOf } from "./support/viewer-measured.ts";
import { enter, entryPath, isAdmitted, sessionsOf, usesOf } from "./support/viewer-token.ts";

const KILLS = 100;
/** Servers that are killed side by side, each with a data folder of its own. */
const LANES = 2;
const TOKENS_PER_KILL = 6;
const LONGEST_ORIGIN_DELAY_MILLISECONDS = 25;
const LATEST_KILL_MILLISECONDS = 45;
/** A hundred starts are a minute of processor time, which the players beside them want as well. */
const LONGEST_MILLISECONDS = 1_200_000;
/**
 * The stream of a lane: lanes share the origin, and one that awaits its own entries must not lose them to the delays
 * that another sets.
 */
const streamOf = ({ dataDir }: Pick<TestServer, "dataDir">): string => `film/${basename(dataDir)}`;
const lanes = Array.from({ length: LANES }, (_, lane) => `lane-${lane}`);

let origin: TestOrigin;
let home: string;
let environment: Readonly<Record<string, string>>;

const tally = { kills: 0, answered: 0, spentUnanswered: 0, unspent: 0, revokedAnswered: 0 };
const starts: number[] = [];

beforeAll(async () => {
  origin = await startOrigin();
  for (const lane of lanes) putStream(origin, `/${streamOf({ dataDir: lane })}`, "vod");
  home = mkdtempSync(join(tmpdir(), "sluice-e2e-kills-"));
  environment = {
    SLUICE_CONFIG: writeConfiguration({ film: { kind: "vod", origin: { url: `${origin.url}/film` } } }, home),
    SLUICE_DEMO: "false",
    // A start is most of a round; the code need not be compiled a hundred times.
    NODE_COMPILE_CACHE: join(home, "compiled"),
  };
  // Ends in good order, which is when the compiled code is kept.
  await (await start("first")).stop();
});

afterAll(async () => {
  await origin.close();
  rmSync(home, { recursive: true });
});

test(
  "after each of 100 kills every token is unspent or has one session, and what was answered is kept",
  async () => {
    await Promise.all(lanes.map(lane => runLane(lane, KILLS / LANES)));
    report("start of a server after a kill", spreadOf(starts));
    process.stderr.write(`kills: ${JSON.stringify(tally)}\n`);
    expect(tally.kills).toBe(KILLS);
    expect(tally.answered + tally.spentUnanswered + tally.unspent).toBe(KILLS * TOKENS_PER_KILL);
    // The kills did fall between the first and the last answer.
    expect(tally.answered).toBeGreaterThan(KILLS / 2);
    expect(tally.unspent).toBeGreaterThan(KILLS / 2);
    expect(tally.revokedAnswered).toBeGreaterThan(0);
  },
  LONGEST_MILLISECONDS,
);

async function start(folder: string): Promise<TestServer> {
  const begun = performance.now();
  const server = await startSluice({ dataDir: join(home, folder), env: environment });
  starts.push(performance.now() - begun);
  return server;
}

async function runLane(folder: string, kills: number): Promise<void> {
  let server = await start(folder);
  for (let kill = 0; kill < kills; kill++) {
    const settled = await settle(server);
    const round = await crash(server);
    tally.kills += 1;
    server = await start(folder);
    await expectKept(server, settled);
    for (const trial of round.trials) await judge(server, trial);
    await judgeDoomed(server, round.doomed);
  }
  await server.stop();
}

/** What a token's one entry brought before the kill; undefined when the connection broke. */
interface Trial {
  readonly token: MintedToken;
  readonly agent: string;
  readonly path: string;
  readonly reply: Reply | undefined;
}

/** A token whose revocation was under way at the kill. */
interface Doomed {
  readonly token: MintedToken;
  readonly isAnswered: boolean;
}

function mint(server: TestServer): Promise<MintedToken> {
  return server.mint({ target: { streams: [streamOf(server)] } });
}

/** Entries of fresh tokens and one revocation, with a kill somewhere among them. */
async function crash(server: TestServer): Promise<{ trials: readonly Trial[]; doomed: Doomed }> {
  const tokens = await Promise.all(Array.from({ length: TOKENS_PER_KILL }, () => mint(server)));
  const doomed = await mint(server);
  const asked = slowDown(streamOf(server));
  const entering = tokens.map((token, number) => tryEntry(server, token, number));
  await asked;
  const revoking = tryRevocation(server, doomed);
  await new Promise(resolve => setTimeout(resolve, Math.random() * LATEST_KILL_MILLISECONDS));
  await server.kill();
  return { trials: await Promise.all(entering), doomed: await revoking };
}

/** Gives the origin fresh random delays; resolves when it is asked for the first time. */
function slowDown(stream: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const answers = goodEntries("vod");
  for (const entry of entryNames) {
    const slow = delayed(answers[entry], LONGEST_ORIGIN_DELAY_MILLISECONDS);
    origin.set(`/${stream}/${entryFiles[entry]}`, (request, response) => {
      resolve();
      slow(request, response);
    });
  }
  return promise;
}

async function tryEntry(server: TestServer, token: MintedToken, number: number): Promise<Trial> {
  const agent = `Player/${number}`;
  const path = entryPath(streamOf(server), entryNames[number % entryNames.length] ?? "hls", token);
  const reply = await createViewer(server, { agent })
    .ask(path)
    .catch(() => undefined);
  return { token, agent, path, reply };
}

async function tryRevocation(server: TestServer, token: MintedToken): Promise<Doomed> {
  await new Promise(resolve => setTimeout(resolve, Math.random() * LATEST_KILL_MILLISECONDS));
  const answer = await server.api("DELETE", `/v1/tokens/${token.id}`).catch(() => undefined);
  return { token, isAnswered: answer?.status === 204 };
}

/** After the restart a token is either as new, or spent by the one session that its viewer may go on with. */
async function judge(server: TestServer, trial: Trial): Promise<void> {
  const sessions = await sessionsOf(server, trial.token);
  const uses = await usesOf(server, trial.token);
  expect(uses).toBe(sessions.length);
  const viewer = createViewer(server, { agent: trial.agent });
  if (trial.reply && isAdmitted(trial.reply)) {
    tally.answered += 1;
    expect(uses).toBe(1);
    expect((await viewer.ask(sessionPath(trial.reply))).status).toBe(200);
  } else {
    // The server refuses nothing here: without an admission there was no answer.
    expect(trial.reply?.reason).toBeUndefined();
    tally[uses === 0 ? "unspent" : "spentUnanswered"] += 1;
  }
  if (uses === 0) await enter(viewer, trial.path);
  else expect(sessions).toMatchObject([{ status: "live" }]);
  await expectUsed(server, trial);
}

async function expectUsed(server: TestServer, { token, path }: Pick<Trial, "token" | "path">): Promise<void> {
  const stranger = createViewer(server, { agent: "Stranger/1" });
  expect((await stranger.ask(path)).reason).toBe("token-already-used");
  expect(await usesOf(server, token)).toBe(1);
  expect(await sessionsOf(server, token)).toHaveLength(1);
}

async function judgeDoomed(server: TestServer, { token, isAnswered }: Doomed): Promise<void> {
  const reply = await createViewer(server).ask(entryPath(streamOf(server), "hls", token));
  if (isAnswered) {
    tally.revokedAnswered += 1;
    expect(reply.reason).toBe("token-revoked");
  } else if (!isAdmitted(reply)) expect(reply.reason).toBe("token-revoked");
}

/** Tokens whose fate was settled before the kill. */
interface Settled {
  readonly spent: MintedToken;
  readonly where: string;
  readonly revoked: MintedToken;
  readonly cut: { readonly token: MintedToken; readonly where: string };
}

async function settle(server: TestServer): Promise<Settled> {
  const viewer = createViewer(server);
  const [spent, revoked, cut] = [await mint(server), await mint(server), await mint(server)];
  const where = await enter(viewer, entryPath(streamOf(server), "hls", spent));
  const cutWhere = await enter(viewer, entryPath(streamOf(server), "hls", cut));
  for (const token of [revoked, cut]) {
    expect((await server.api("DELETE", `/v1/tokens/${token.id}`)).status).toBe(204);
  }
  return { spent, where, revoked, cut: { token: cut, where: cutWhere } };
}

async function expectKept(server: TestServer, { spent, where, revoked, cut }: Settled): Promise<void> {
  const viewer = createViewer(server);
  await expectUsed(server, { token: spent, path: entryPath(streamOf(server), "hls", spent) });
  expect((await viewer.ask(where)).status).toBe(200);
  expect((await viewer.ask(entryPath(streamOf(server), "hls", revoked))).reason).toBe("token-revoked");
  expect((await viewer.ask(cut.where)).reason).toBe("token-revoked");
}
