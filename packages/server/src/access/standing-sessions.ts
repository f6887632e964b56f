import { createHash } from "node:crypto";
import type { Action, ClientFacts } from "@sluice/policy";
import type { Secret } from "@sluice/token";
import { observeHolder } from "../sessions/holder.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import type { SessionTable } from "../sessions/session-table.ts";

/** Whose request it is, for a server that asks about each one and knows no session itself. */
export interface StandingClaim {
  /** As the client sent them, in their order; empty where it sent none. */
  readonly tokens: readonly Secret[];
  readonly action: Action;
  /** `application/stream`. */
  readonly stream: string;
  readonly client: Pick<ClientFacts, "ip" | "userAgent">;
}

/** What an entry came to. */
export interface Entered<T> {
  readonly answer: T;
  /** Under which the same holder goes on without an entry; undefined: it was refused, or is to be asked each time. */
  readonly session: LiveSession | undefined;
}

/** The two ways of a request. */
export interface StandingSteps<T> {
  /** Judges a request under its session (`continueSession`). Undefined: that session is over, and it must enter. */
  readonly goOn: (session: LiveSession) => Promise<T | undefined>;
  readonly enter: () => Promise<Entered<T>>;
}

/**
 * Sessions of clients that send their token with each request. The token's holder, by exact agent and network prefix, goes
 * on under the session that it has; anybody else enters, and a token that is spent refuses them. Only memory: what it
 * forgets must enter again, which the store answers by the same rules (`form: "refresh"`).
 */
export interface StandingSessions {
  /**
   * Goes on under the session that stands for this claim, or enters. Requests that come while the first one enters wait
   * for it, so that a player's parallel requests make one session. Rejects as the steps do.
   */
  run<T>(claim: StandingClaim, steps: StandingSteps<T>): Promise<T>;
}

/** Holders that are remembered; about 200 bytes each. */
const HOLDERS_LIMIT = 100_000;

export function createStandingSessions(
  sessions: Pick<SessionTable, "byId">,
  holdersLimit: number = HOLDERS_LIMIT,
): StandingSessions {
  const ids = new Map<string, string>();
  const entering = new Map<string, Promise<unknown>>();

  const find = (key: string): LiveSession | undefined => {
    const id = ids.get(key);
    if (id === undefined) return undefined;
    ids.delete(key);
    const session = sessions.byId(id);
    // Put at the end: the one that was asked for longest ago is forgotten first.
    if (session) ids.set(key, id);
    return session;
  };
  const remember = (key: string, session: LiveSession): void => {
    ids.delete(key);
    ids.set(key, session.record.id);
    if (ids.size > holdersLimit) ids.delete(ids.keys().next().value ?? "");
  };
  const enterAlone = async <T>(key: string, { enter }: StandingSteps<T>): Promise<T> => {
    const entry = enter();
    // A second entry does not take the first one's place, as those who wait shall hear of the first.
    const isFirst = !entering.has(key);
    if (isFirst) entering.set(key, entry);
    try {
      const { answer, session } = await entry;
      if (session) remember(key, session);
      return answer;
    } finally {
      if (isFirst) entering.delete(key);
    }
  };
  return {
    async run(claim, steps) {
      const key = keyOf(claim);
      if (key === undefined) return (await steps.enter()).answer;
      const underway = entering.get(key);
      // Nothing is awaited without need: the next of parallel requests must find this one underway.
      if (underway) await settled(underway);
      const session = find(key);
      const answer = session && (await steps.goOn(session));
      return answer ?? enterAlone(key, steps);
    },
  };
}

/** Whatever became of the entry that is on its way: who waited looks for itself. */
async function settled(entry: Promise<unknown>): Promise<void> {
  await entry.catch(() => undefined);
}

/** The claim as one text that holds no credential; undefined for a client without an address, who is nobody's holder. */
function keyOf({ tokens, action, stream, client }: StandingClaim): string | undefined {
  const { agent, prefix4, prefix6 } = observeHolder(client);
  const prefix = prefix4 ?? prefix6;
  if (prefix === undefined) return undefined;
  const parts = [action, stream, prefix, agent, ...tokens.map(token => token.expose())];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}
