import { Secret } from "@sluice/token";
import { nodeCrypto, nodeSignatures } from "@sluice/token/node";
import { pino } from "pino";
import { checkAccess } from "../../packages/server/src/access/check-access.ts";
import { createConclude } from "../../packages/server/src/access/conclude.ts";
import { type Continuation, continueSession } from "../../packages/server/src/access/continue-session.ts";
import { createEntryGate } from "../../packages/server/src/access/entry-gate.ts";
import type { AccessQuestion, Decision } from "../../packages/server/src/access/question.ts";
import { createSessionClaims } from "../../packages/server/src/access/session-claims.ts";
import { owner } from "../../packages/server/src/cli/owner.ts";
import { draftToken } from "../../packages/server/src/commands/tokens/draft-token.ts";
import { createKeyDirectory } from "../../packages/server/src/keys/key-directory.ts";
import { createClock } from "../../packages/server/src/lib/clock.ts";
import { createGuessThrottle } from "../../packages/server/src/lib/guess-throttle.ts";
import { createPublicUrls } from "../../packages/server/src/lib/public-urls.ts";
import { randomRef, randomSessionId } from "../../packages/server/src/lib/random-names.ts";
import type { LocatedStream } from "../../packages/server/src/registry/application.ts";
import { demoApplication, FIRST_ORGANIZATION } from "../../packages/server/src/registry/built-in.ts";
import { createRegistry } from "../../packages/server/src/registry/living-registry.ts";
import { createHandles } from "../../packages/server/src/sessions/handles.ts";
import { createSessionTable, type SessionTable } from "../../packages/server/src/sessions/session-table.ts";
import { startUpkeep } from "../../packages/server/src/sessions/upkeep.ts";
import { createUsageMeter } from "../../packages/server/src/sessions/usage-meter.ts";
import type { Durability } from "../../packages/server/src/store/sqlite/connection.ts";
import { openSqliteStore } from "../../packages/server/src/store/sqlite/open.ts";
import { createDecisionLog } from "../../packages/server/src/telemetry/decision-log.ts";
import { createEvents } from "../../packages/server/src/telemetry/events.ts";
import { createMetrics } from "../../packages/server/src/telemetry/metrics.ts";

/** Well below what the store lets wait. */
const MINTING_AT_ONCE = 1_000;

/** The pieces of one server that decide, without HTTP and without media. */
export interface AccessPieces {
  /** Makes one-time tokens for `demo/clip`; resolves to their texts. */
  mint(count: number): Promise<readonly string[]>;
  /** One entry with a token, by a player with this agent; the media's head is there at once. */
  enter(token: string, agent: string): Promise<Decision<undefined>>;
  /** One segment request under a handle, by the agent that entered. */
  proceed(handle: string, agent: string, table: SessionTable): Promise<Continuation>;
  /** The table that entries fill. */
  readonly sessions: SessionTable;
  /** A table that knows no session yet, over the same store and keys: a process that has just started. */
  freshTable(): SessionTable;
  close(): Promise<void>;
}

/** Builds them as compose.ts does, over a new SQLite file; log lines go to the null device. */
export async function openAccess(file: string, durability: Durability): Promise<AccessPieces> {
  const store = await openSqliteStore({ file, durability });
  const clock = createClock({});
  const nowMilliseconds = () => clock.nowMilliseconds();
  const registry = createRegistry();
  const tokenKeys = createKeyDirectory(
    { store, signatures: nodeSignatures, openSealed: sealed => sealed },
    [],
  );
  const urls = createPublicUrls("http://127.0.0.1:8080");
  const handles = createHandles(nodeCrypto, nodeCrypto.randomBytes(32));
  const sessions = createSessionTable(store, handles);
  const metrics = createMetrics(() => sessions.count());
  const log = pino({ base: null }, pino.destination("/dev/null"));
  const decisions = createDecisionLog(store, log, metrics);
  const throttle = createGuessThrottle();
  const events = createEvents(log);
  const drawRef = randomRef;
  const usage = createUsageMeter();
  const conclude = createConclude({ decisions, events, metrics, usage, throttle, drawRef, nowMilliseconds });
  const access = {
    store,
    crypto: nodeCrypto,
    verifySigned: async () => ({ reason: "key-unknown" as const }),
    verifyCode: async () => undefined,
    sessions,
    gate: createEntryGate(),
    drawSessionId: randomSessionId,
    conclude,
  };
  const fault = (error: unknown): void => log.warn({ err: error }, "the store cannot be written now");
  const upkeep = startUpkeep({ store, sessions, usage, nowSeconds: () => clock.nowSeconds(), fault });
  const stream = registry.locate(demoApplication, ["clip"])?.stream;
  // One for all requests, as in the server: it remembers what a session's token says.
  const claims = createSessionClaims({ store, readingsOf: () => undefined });

  const mintOne = async (): Promise<string> => {
    const grant = { kind: "one-time", action: "play", target: { streams: ["demo/clip"] } } as const;
    const drafted = draftToken(
      { registry, crypto: nodeCrypto, signatures: nodeSignatures, urls, tokenKeys },
      owner,
      grant,
      nowMilliseconds(),
    );
    if ("problem" in drafted) throw new Error(drafted.problem.detail);
    await store.insertTokens([drafted.done.record]);
    return drafted.done.text.expose();
  };
  return {
    sessions,
    async mint(count) {
      const texts: string[] = [];
      while (texts.length < count) {
        const missing = Math.min(MINTING_AT_ONCE, count - texts.length);
        texts.push(...(await Promise.all(Array.from({ length: missing }, mintOne))));
      }
      return texts;
    },
    enter: (token, userAgent) =>
      checkAccess(access, question({ token, userAgent, stream, nowMilliseconds: nowMilliseconds() }), ready),
    proceed: async (handle, userAgent, table) =>
      continueSession(
        {
          store,
          handles,
          sessions: table,
          claims,
          vouches: () => true,
        },
        {
          handle,
          stream: "demo/clip",
          resource: "media",
          client: { ip: "127.0.0.1", userAgent, site: undefined },
          nowMilliseconds: nowMilliseconds(),
        },
      ),
    freshTable: () => createSessionTable(store, handles),
    async close() {
      await upkeep.close();
      await decisions.close();
      await store.close();
    },
  };
}

const ready = async () => ({ ready: undefined });

/** What the gateway asks for a GET of the stream's HLS entry. */
function question(asked: {
  readonly token: string;
  readonly userAgent: string;
  readonly stream: LocatedStream | undefined;
  readonly nowMilliseconds: number;
}): AccessQuestion {
  const { token, userAgent, stream, nowMilliseconds } = asked;
  return {
    action: "play",
    door: "gateway",
    credential: { kind: "bearer", token: new Secret(token) },
    organization: FIRST_ORGANIZATION,
    client: { ip: "127.0.0.1", userAgent, site: undefined },
    locate: () => stream,
    asked: "demo/clip",
    form: "first",
    mode: "admit",
    nowMilliseconds,
  };
}
