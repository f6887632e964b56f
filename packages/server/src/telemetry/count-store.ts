import type { Store } from "../store/store.ts";
import type { Metrics } from "./metrics.ts";

const MILLISECONDS = 1_000;

type Counted = Pick<Metrics, "admissions" | "sessionsStarted" | "tokensCreated" | "revocationEffectSeconds">;

/** The same store; what it admits, the tokens that it takes in and the effects that it notes are counted. */
export function countStore(store: Store, metrics: Counted): Store {
  const created = (tokens: Parameters<Store["insertTokens"]>[0]): void => {
    for (const { kind, action } of tokens) metrics.tokensCreated.inc({ kind, action });
  };
  const counted: Pick<Store, "admit" | "insertTokens" | "insertTokensOnce" | "noteRevocationEffect"> = {
    async admit(request, enrol, patienceMilliseconds) {
      try {
        const admission = await store.admit(request, enrol, patienceMilliseconds);
        countAdmission(metrics, admission.outcome, request);
        return admission;
      } catch (error) {
        metrics.admissions.inc({ outcome: "failed" });
        throw error;
      }
    },
    async insertTokens(tokens, audit) {
      await store.insertTokens(tokens, audit);
      created(tokens);
    },
    async insertTokensOnce(tokens, request, audit) {
      const earlier = await store.insertTokensOnce(tokens, request, audit);
      if (!earlier) created(tokens);
      return earlier;
    },
    noteRevocationEffect(id, effectMilliseconds) {
      metrics.revocationEffectSeconds.observe(effectMilliseconds / MILLISECONDS);
      return store.noteRevocationEffect(id, effectMilliseconds);
    },
  };
  // All else is asked of the store itself, which tests change under their server.
  return Object.assign(Object.create(store), counted);
}

function countAdmission(
  metrics: Counted,
  outcome: Awaited<ReturnType<Store["admit"]>>["outcome"],
  { session: { action, door } }: Parameters<Store["admit"]>[0],
): void {
  metrics.admissions.inc({ outcome });
  if (outcome === "admitted") metrics.sessionsStarted.inc({ action, door });
}
