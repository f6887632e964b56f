import { randomBytes } from "node:crypto";
import type { NewSession } from "../../packages/policy/src/session.ts";
import { openSqliteStore } from "../../packages/server/src/store/sqlite/open.ts";
import type { DecisionRecord, Store } from "../../packages/server/src/store/store.ts";
import type { TokenRecord } from "../../packages/server/src/store/token-record.ts";

/** How much is in the database that lists are asked of. */
export interface SeedSize {
  readonly tokens: number;
  /** Running at the same time. */
  readonly sessions: number;
  readonly decisions: number;
}

/** Values that stand in the database, for filters. */
export const seeded = {
  user: "user-77",
  tag: "tag-7",
  stream: "bench/s7",
  group: "group-7",
  application: "bench",
  ip: "203.0.113.7",
  key: "sk_seed0007",
} as const;

const ORGANIZATION = "demo";
const USERS = 50_000;
const TAGS = 100;
const STREAMS = 1_000;
const GROUPS = 50;
const KEYS = 20;
const ADDRESSES = 200;
const BATCH = 1_000;
const DAY_SECONDS = 86_400;

/** Fills a new database: tokens of every state and form over the last 30 days, running sessions, decisions. */
export async function seedStore(file: string, size: SeedSize): Promise<void> {
  const store = await openSqliteStore({ file, durability: "process-crash" });
  const nowSeconds = Math.floor(Date.now() / 1000);
  try {
    await inBatches(size.tokens, async (from, to) => {
      await store.insertTokens(
        range(from, to).map(index => seedToken(index, nowSeconds, index / size.tokens)),
      );
    });
    await inBatches(size.sessions, (from, to) => seedSessions(store, range(from, to), nowSeconds));
    await inBatches(size.decisions, (from, to) =>
      store.appendDecisions(
        range(from, to).map(index => seedDecision(index, nowSeconds)),
        size.decisions,
      ),
    );
  } finally {
    await store.close();
  }
}

async function inBatches(count: number, work: (from: number, to: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += BATCH) await work(from, Math.min(from + BATCH, count));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}

/** `share` is how far the token is from the oldest (0) to the newest (1). */
function seedToken(index: number, nowSeconds: number, share: number): TokenRecord {
  const issuedAtSeconds = nowSeconds - Math.round((1 - share) * 30 * DAY_SECONDS);
  const isOneTime = index % 2 === 0;
  return {
    id: `st_${index.toString(36).padStart(12, "0")}`,
    organization: ORGANIZATION,
    kind: isOneTime ? "one-time" : "access",
    secretHash: new Uint8Array(randomBytes(32)),
    action: index % 10 === 3 ? "publish" : "play",
    target: targetOf(index),
    notBeforeSeconds: index % 97 === 0 ? nowSeconds + DAY_SECONDS : undefined,
    expiresAtSeconds: index % 3 === 0 ? issuedAtSeconds + DAY_SECONDS : undefined,
    maxUses: isOneTime ? 1 : undefined,
    maxSessions: undefined,
    ip: [],
    domains: [],
    user: `user-${index % USERS}`,
    tag: `tag-${index % TAGS}`,
    annotations: [],
    disconnectAtExpiry: false,
    issuedAtMilliseconds: issuedAtSeconds * 1000,
    issuedBy: `sk_seed00${String(index % KEYS).padStart(2, "0")}`,
    keyId: undefined,
    jti: undefined,
    profile: undefined,
    claims: [],
    uses: isOneTime && index % 4 === 0 ? 1 : 0,
    // Few, and scattered: the hardest to find.
    revokedAtSeconds: index % 9_973 === 0 ? nowSeconds : undefined,
    suspendedAtSeconds: index % 99_991 === 5 ? nowSeconds : undefined,
    version: 1,
  };
}

function targetOf(index: number): TokenRecord["target"] {
  if (index % 100 === 50) return { group: `group-${index % GROUPS}` };
  return index % 1_000 === 51 ? { organization: true } : { streams: [`bench/s${index % STREAMS}`] };
}

async function seedSessions(store: Store, indexes: readonly number[], nowSeconds: number): Promise<void> {
  await Promise.all(
    indexes.map(index =>
      store.admit({
        checks: [],
        session: seedSession(index, nowSeconds),
        form: "first",
        grace: { seconds: 0, repeats: 0 },
        nowSeconds,
      }),
    ),
  );
}

function seedSession(index: number, nowSeconds: number): NewSession {
  const token = seedToken(index, nowSeconds, 0);
  return {
    id: randomBytes(16).toString("base64url"),
    organization: ORGANIZATION,
    application: "bench",
    stream: `bench/s${index % STREAMS}`,
    group: `group-${index % GROUPS}`,
    action: "play",
    door: "gateway",
    tokenId: token.id,
    user: token.user,
    tag: token.tag,
    tokenIssuedAtMilliseconds: token.issuedAtMilliseconds,
    keyId: undefined,
    issuedBy: token.issuedBy,
    jti: undefined,
    holder: { agent: `seed/${index}`, prefix4: "203.0.113.0/24", prefix6: undefined },
    address: `203.0.113.${index % ADDRESSES}`,
    bound: false,
    maxSessions: undefined,
    streamMaxSessions: undefined,
    startedAtSeconds: nowSeconds,
    capSeconds: nowSeconds + DAY_SECONDS,
    untilSeconds: undefined,
    idleSeconds: 6 * 3600,
    leaseSeconds: 180,
  };
}

function seedDecision(index: number, nowSeconds: number): DecisionRecord {
  return {
    ref: `SEED${index.toString(36).toUpperCase().padStart(6, "0")}`,
    atMilliseconds: (nowSeconds - DAY_SECONDS) * 1000 + index,
    organization: ORGANIZATION,
    allowed: index % 5 > 0,
    reason: index % 5 > 0 ? undefined : index % 10 === 0 ? "token-already-used" : "token-expired",
    door: "gateway",
    action: "play",
    stream: `bench/s${index % STREAMS}`,
    tokenId: `st_${(index % 100_000).toString(36).padStart(12, "0")}`,
    sessionId: undefined,
    user: `user-${index % USERS}`,
    ip: `203.0.113.${index % ADDRESSES}`,
    userAgent: "seed/1.0",
    rules: [{ rule: "uses", outcome: "pass", detail: "0 of 1 uses are spent" }],
  };
}
