import { egressAgent, type ResolveName } from "../lib/egress.ts";
import type { FetchedKeySet, TokenKeyRecord, TokenKeyStore } from "../store/token-keys.ts";
import { fetchJwks, JwksProblem } from "./fetch-jwks.ts";
import type { KeyDirectory } from "./key-directory.ts";
import { tokenKeyStateAt } from "./token-key-state.ts";

/** A good set is fetched again after so long, one that failed sooner. */
const REFRESH_SECONDS = 3600;
const RETRY_SECONDS = 60;
/** A kid that nobody knows has the set fetched, but not more often than this. */
const UNKNOWN_KID_SECONDS = 30;
const LOOK_MILLISECONDS = 10_000;
const CONNECT_TIMEOUT_MILLISECONDS = 5_000;
const CONNECTIONS = 4;

/** Keeps the key sets of JWKS URLs fresh. A set that cannot be fetched leaves the last good one in force. */
export interface JwksSource {
  /** Fetches a set now; resolves to the key as it then is. Never rejects for what the other side does. */
  refresh(organization: string, id: string): Promise<TokenKeyRecord | undefined>;
  /**
   * For a kid that the ring does not know: fetches the sets that may have it, unless they were tried within 30 s.
   * Resolves to true when a set came anew, so that it is worth asking the ring again.
   */
  refreshFor(organization: string, application: string | undefined): Promise<boolean>;
  /** Fetches what is due; called by a timer. */
  refreshDue(): Promise<void>;
  close(): Promise<void>;
}

export interface JwksSourceDependencies {
  readonly store: Pick<TokenKeyStore, "recordFetchedKeys">;
  readonly tokenKeys: Pick<KeyDirectory, "keyById" | "put" | "of" | "organizations">;
  readonly nowSeconds: () => number;
  /** Hears what the store did not take. */
  readonly fault: (error: unknown) => void;
  /** False: only what is asked for is fetched, nothing by the clock. */
  readonly isUpkeep: boolean;
  /** For tests; the system's by default. */
  readonly resolveName?: ResolveName;
}

/** Starts the upkeep of key sets. */
export function startJwksSource(dependencies: JwksSourceDependencies): JwksSource {
  const { tokenKeys, nowSeconds, resolveName } = dependencies;
  const running = new Map<string, Promise<TokenKeyRecord | undefined>>();
  const agentFor = (allowPrivate: boolean) =>
    egressAgent({
      allowPrivate,
      writtenUrls: [],
      connectTimeoutMilliseconds: CONNECT_TIMEOUT_MILLISECONDS,
      connections: CONNECTIONS,
      ...(resolveName === undefined ? {} : { resolveName }),
    });
  // Apart from each other: a connection that one may have is never used for the other.
  const agents = { strict: agentFor(false), lenient: agentFor(true) };
  const fetchOf = ({ allowPrivate, jwksUrl, algorithm }: TokenKeyRecord) => {
    const agent = allowPrivate ? agents.lenient : agents.strict;
    return fetchJwks(agent, { url: jwksUrl ?? "", algorithm, allowHttp: allowPrivate });
  };

  async function fetchNow(organization: string, id: string): Promise<TokenKeyRecord | undefined> {
    const asked = tokenKeys.keyById(organization, id);
    if (asked?.jwksUrl === undefined) return asked;
    const fetched = await attempt(fetchOf(asked), asked.fetched, nowSeconds);
    // First the store: a change of the key that comes now reads what is fetched from there.
    await dependencies.store.recordFetchedKeys(id, fetched).catch(dependencies.fault);
    const now = tokenKeys.keyById(organization, id);
    if (now) tokenKeys.put({ ...now, fetched });
    return tokenKeys.keyById(organization, id);
  }
  function refresh(organization: string, id: string): Promise<TokenKeyRecord | undefined> {
    const known = running.get(id);
    if (known) return known;
    const fetching = fetchNow(organization, id).finally(() => running.delete(id));
    running.set(id, fetching);
    return fetching;
  }
  async function refreshAll(records: readonly TokenKeyRecord[]): Promise<boolean> {
    const before = records.map(({ fetched }) => fetched?.fetchedAtSeconds);
    const after = await Promise.all(records.map(({ organization, id }) => refresh(organization, id)));
    return after.some((record, index) => record?.fetched?.fetchedAtSeconds !== before[index]);
  }
  const setsOf = (organization: string) =>
    tokenKeys
      .of(organization)
      .filter(key => key.source === "jwks" && tokenKeyStateAt(key, nowSeconds()) !== "retired");
  const source: JwksSource = {
    refresh,
    refreshFor: (organization, application) =>
      refreshAll(
        setsOf(organization).filter(
          key =>
            (key.application === undefined || key.application === application) &&
            (running.has(key.id) || sinceAttempt(key, nowSeconds()) >= UNKNOWN_KID_SECONDS),
        ),
      ),
    async refreshDue() {
      const due = tokenKeys
        .organizations()
        .flatMap(setsOf)
        .filter(key => isDue(key, nowSeconds()));
      await refreshAll(due);
    },
    async close() {
      clearInterval(timer);
      await Promise.all([agents.strict.destroy(), agents.lenient.destroy()]);
      await Promise.allSettled(running.values());
    },
  };
  const timer = dependencies.isUpkeep
    ? setInterval(() => void source.refreshDue(), LOOK_MILLISECONDS).unref()
    : undefined;
  if (timer) void source.refreshDue();
  return source;
}

async function attempt(
  fetching: ReturnType<typeof fetchJwks>,
  before: FetchedKeySet | undefined,
  nowSeconds: () => number,
): Promise<FetchedKeySet> {
  try {
    const keys = await fetching;
    const error = keys.length === 0 ? "the set has no public key that signs tokens" : undefined;
    const atSeconds = nowSeconds();
    return { keys, fetchedAtSeconds: atSeconds, attemptedAtSeconds: atSeconds, error };
  } catch (error) {
    const { keys = [], fetchedAtSeconds } = before ?? {};
    const text = error instanceof JwksProblem ? error.message : "it cannot be fetched";
    return { keys, fetchedAtSeconds, attemptedAtSeconds: nowSeconds(), error: text };
  }
}

function sinceAttempt({ fetched }: TokenKeyRecord, nowSeconds: number): number {
  return nowSeconds - (fetched?.attemptedAtSeconds ?? Number.NEGATIVE_INFINITY);
}

function isDue(key: TokenKeyRecord, nowSeconds: number): boolean {
  const wait = key.fetched?.error === undefined ? REFRESH_SECONDS : RETRY_SECONDS;
  return sinceAttempt(key, nowSeconds) >= wait;
}
