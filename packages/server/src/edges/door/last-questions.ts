import type { LastAsked } from "../../commands/servers/asking-server.ts";
import type { EdgeOutcome } from "../web-edge.ts";

/** What each kind of web server asked last. */
export interface LastEdgeQuestions {
  /** `from`: the web server's own address. */
  readonly note: (
    kind: string,
    at: { readonly from: string | undefined; readonly nowMilliseconds: number },
    outcome: EdgeOutcome,
  ) => void;
  readonly all: () => ReadonlyMap<string, LastAsked>;
}

export function createLastEdgeQuestions(): LastEdgeQuestions {
  const last = new Map<string, LastAsked>();
  return {
    note(kind, { from, nowMilliseconds }, outcome) {
      last.set(kind, {
        atMilliseconds: nowMilliseconds,
        from,
        event: "open",
        action: "play",
        stream: outcome.stream || undefined,
        protocol: undefined,
        allowed: outcome.outcome === "allowed",
        reason: outcome.outcome === "refused" ? outcome.reason : undefined,
        ref: outcome.ref || undefined,
      });
    },
    all: () => new Map(last),
  };
}
