import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Durability } from "../../packages/server/src/store/sqlite/connection.ts";
import { type Contender, compare } from "../measure/compare.ts";
import type { Plan } from "../measure/plan.ts";
import type { Row, Section } from "../measure/report.ts";
import { type Bounds, blockingThroughput, throughput } from "../measure/throughput.ts";
import { type AccessPieces, openAccess } from "./access-pieces.ts";
import { type RawOptions, rawConsume, rawLookup } from "./raw-sqlite.ts";

const IN_FLIGHT = 64;
/** As many operations as the store puts into one transaction. */
const BATCH = 64;
/** More than a measurement gets through: its time ends it. */
const PLENTY = 1_000_000;
const RAW_ROWS = 100_000;
/** Bytes of a session handle that its MAC covers. */
const HANDLE_BODY_BYTES = 30;
const HOLDER = "bench/1.0";
const STRANGER = "stranger/1.0";

interface Bench {
  readonly plan: Plan;
  readonly pieces: AccessPieces;
  readonly raw: RawOptions;
}

/** A token that was used, and the session it opened. */
interface Used {
  readonly token: string;
  readonly handle: string;
}

/** Suite 1: what deciding costs, in process, beside what SQLite or one HMAC costs alone. */
export async function benchDecisions(plan: Plan): Promise<Section> {
  return {
    title: "1. Decisions, in process",
    about: [
      `checkAccess and continueSession as the server composes them: SQLite store, metrics, upkeep, decision log; log`,
      `lines go to the null device. No HTTP, no media. ${IN_FLIGHT} in flight, one process, not pinned to a core.`,
    ],
    rows: [
      ...(await withPieces(plan, "process-crash", async bench => [
        await consumeRow(bench),
        ...(await usedRows(bench)),
      ])),
      ...(await withPieces(plan, "power-loss", async bench => [await consumeRow(bench)])),
    ],
    notes: [],
  };
}

async function withPieces(
  plan: Plan,
  durability: Durability,
  rowsOf: (bench: Bench) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-access-"));
  const pieces = await openAccess(join(folder, "sluice.db"), durability);
  const bounds: Bounds = { pieces: RAW_ROWS, milliseconds: plan.processMilliseconds };
  try {
    return await rowsOf({ plan, pieces, raw: { folder, durability, bounds } });
  } finally {
    await pieces.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function consumeRow({ plan, pieces, raw }: Bench): Promise<Row> {
  const bounds: Bounds = { pieces: plan.processTokens, milliseconds: plan.processMilliseconds };
  const ours: Contender = {
    name: `checkAccess, fresh one-time token, ${raw.durability}`,
    async measure() {
      const tokens = await pieces.mint(plan.processTokens);
      const perSecond = await throughput(bounds, IN_FLIGHT, async index => {
        await enter(pieces, tokens[index] ?? "");
      });
      return { perSecond };
    },
  };
  const peers = [1, BATCH].map(perTransaction => ({
    name: `SQLite consume, ${perTransaction} a transaction`,
    measure: async () => ({ perSecond: rawConsume(raw, perTransaction) }),
  }));
  return row(plan, ours, peers);
}

/** What is asked of tokens and sessions that are in use. */
async function usedRows({ plan, pieces, raw }: Bench): Promise<readonly Row[]> {
  const tokens = await pieces.mint(plan.processTokens);
  const used: Used[] = [];
  for (const token of tokens) used.push({ token, handle: await enter(pieces, token) });
  const lookup: Contender = {
    name: "SQLite look-up by id",
    measure: async () => ({ perSecond: rawLookup(raw) }),
  };
  const forUsed = (name: string, work: (use: Used) => Promise<void>): Contender => ({
    name,
    measure: async () => ({ perSecond: await overUsed(plan, used, work) }),
  });
  const replay = forUsed("checkAccess, spent token from a stranger: refused", use =>
    refusedReplay(pieces, use),
  );
  const known = forUsed("continueSession, handle in memory", use => proceed(pieces, use));
  return [
    await row(plan, replay, [lookup]),
    await row(plan, known, [hmacContender(plan)]),
    await row(plan, unknownHandles({ plan, pieces, raw }, used), [lookup]),
  ];
}

function overUsed(plan: Plan, used: readonly Used[], work: (use: Used) => Promise<void>): Promise<number> {
  const bounds: Bounds = { pieces: PLENTY, milliseconds: plan.processMilliseconds };
  return throughput(bounds, IN_FLIGHT, async index => {
    const use = used[index % used.length];
    if (use) await work(use);
  });
}

/** Each handle is unknown once: a process that has just started over the same store. */
function unknownHandles({ plan, pieces }: Bench, used: readonly Used[]): Contender {
  return {
    name: "continueSession, handle not in memory",
    async measure() {
      const table = pieces.freshTable();
      const bounds: Bounds = { pieces: used.length, milliseconds: plan.processMilliseconds };
      const perSecond = await throughput(bounds, IN_FLIGHT, async index => {
        const use = used[index];
        if (use) await proceed(pieces, use, table);
      });
      return { perSecond };
    },
  };
}

function hmacContender(plan: Plan): Contender {
  const key = createSecretKey(randomBytes(32));
  const body = randomBytes(HANDLE_BODY_BYTES);
  const bounds: Bounds = { pieces: PLENTY, milliseconds: plan.processMilliseconds };
  const once = (): void => void createHmac("sha256", key).update(body).digest();
  return {
    name: "one HMAC-SHA256, as a stateless check needs",
    measure: async () => ({
      perSecond: blockingThroughput(bounds, BATCH, (from, to) => {
        for (let index = from; index < to; index += 1) once();
      }),
    }),
  };
}

async function row(plan: Plan, ours: Contender, peers: readonly Contender[]): Promise<Row> {
  return { ...(await compare(plan.rounds, ours, peers)), unit: "/s" };
}

async function enter(pieces: AccessPieces, token: string): Promise<string> {
  const decision = await pieces.enter(token, HOLDER);
  if (!decision.allowed || !decision.session) throw new Error("a fresh token was refused");
  return decision.session.handle;
}

async function refusedReplay(pieces: AccessPieces, { token }: Used): Promise<void> {
  const decision = await pieces.enter(token, STRANGER);
  if (decision.allowed || decision.reason !== "token-already-used")
    throw new Error("a replay was not refused");
}

async function proceed(pieces: AccessPieces, { handle }: Used, table = pieces.sessions): Promise<void> {
  const continuation = await pieces.proceed(handle, HOLDER, table);
  if (!continuation.ok) throw new Error(`a session was refused: ${continuation.reason}`);
}
