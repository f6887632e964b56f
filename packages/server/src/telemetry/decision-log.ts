import type { Page } from "../store/page.ts";
import type { DecisionQuery } from "../store/queries.ts";
import type { DecisionRecord, RecordStore } from "../store/store.ts";
import type { Log } from "./log.ts";
import { outside } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Decisions kept in memory until they are written; beyond it they are only logged. */
const PENDING_LIMIT = 2_000;
const FLUSH_MILLISECONDS = 500;
/** Decisions written in one transaction: an admit never waits for more. */
const BATCH = 32;
/** Decisions that the store keeps; the oldest fall out. */
const KEEP = 100_000;

/** Where every decision goes: the log, the metrics, and (a moment later) the store. */
export interface DecisionLog {
  readonly record: (decision: DecisionRecord) => void;
  /** Counts a decision like one that was recorded under the same reference a moment ago; writes nothing. */
  readonly repeat: (decision: DecisionRecord) => void;
  /** The decision under a reference, written or not yet written. */
  find(ref: string): Promise<DecisionRecord | undefined>;
  /** A page of decisions, those of this moment included: they are written first. */
  list(query: DecisionQuery): Promise<Page<DecisionRecord>>;
  /** Writes what is still in memory, as far as the store lets it. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Decisions are written behind the request that caused them, so that a refusal never waits for the disk and a
 * flood of refusals cannot slow an admit.
 */
export function createDecisionLog(store: RecordStore, log: Log, metrics: Metrics): DecisionLog {
  const pending = new Map<string, DecisionRecord>();
  let flushing: Promise<void> = Promise.resolve();
  let isFailing = false;

  const write = async (decisions: readonly DecisionRecord[]): Promise<void> => {
    for (let from = 0; from < decisions.length; from += BATCH) {
      const batch = decisions.slice(from, from + BATCH);
      await store.appendDecisions(batch, KEEP);
      for (const decision of batch) pending.delete(decision.ref);
    }
  };
  const flush = (): Promise<void> => {
    if (pending.size === 0) return flushing;
    flushing = flushing
      .then(() => write([...pending.values()]))
      .then(() => {
        isFailing = false;
      })
      .catch((error: unknown) => {
        // Tried twice a second, it must not fill what is left of a full disk with itself.
        if (isFailing) return;
        isFailing = true;
        log.warn({ event: "decisions-unwritten", err: error }, "decisions could not be written yet");
      });
    return flushing;
  };
  const timer = setInterval(() => void flush(), FLUSH_MILLISECONDS);
  timer.unref();

  const count = (decision: DecisionRecord): void =>
    metrics.decisions.inc({
      door: decision.door,
      action: decision.action,
      outcome: outcomeOf(decision),
      reason: decision.reason ?? "",
    });

  return {
    repeat: count,
    record(decision) {
      writeLine(log, decision);
      count(decision);
      if (pending.size >= PENDING_LIMIT) metrics.decisionsDropped.inc();
      else pending.set(decision.ref, decision);
    },
    async find(ref) {
      return pending.get(ref) ?? (await store.decision(ref));
    },
    flush,
    async list(query) {
      await flush();
      return store.listDecisions(query);
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** What only would have been refused is counted apart, so that it shows before enforcing begins. */
function outcomeOf({ allowed, reason }: DecisionRecord): "allow" | "deny" | "would-deny" {
  if (!allowed) return "deny";
  return reason === undefined ? "allow" : "would-deny";
}

function writeLine(log: Log, decision: DecisionRecord): void {
  const fields = {
    event: "decision",
    ref: decision.ref,
    door: decision.door,
    action: decision.action,
    stream: outside(decision.stream),
    token: decision.tokenId,
    session: decision.sessionId,
    user: outside(decision.user),
    ip: decision.ip,
    reason: decision.reason,
    unenforced: decision.unenforced,
  } as const;
  log.info(fields, decision.allowed ? "allowed" : "refused");
}
