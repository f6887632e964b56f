import type { DenyReason } from "@sluice/policy";
import type { EdgeOutcome } from "../web-edge.ts";

/** The last thing that a web server asked, for whoever connects it. */
export interface LastEdgeQuestion {
  readonly atMilliseconds: number;
  /** The web server's own address. */
  readonly from: string | undefined;
  readonly event: "open";
  readonly action: "play";
  /** `application/stream`; undefined: the request named none. */
  readonly stream: string | undefined;
  readonly protocol: undefined;
  readonly allowed: boolean;
  readonly reason: DenyReason | undefined;
  readonly ref: string | undefined;
}

/** What each kind of web server asked last. */
export interface LastEdgeQuestions {
  note(
    kind: string,
    at: { readonly from: string | undefined; readonly nowMilliseconds: number },
    outcome: EdgeOutcome,
  ): void;
  all(): ReadonlyMap<string, LastEdgeQuestion>;
}

export function createLastEdgeQuestions(): LastEdgeQuestions {
  const last = new Map<string, LastEdgeQuestion>();
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
