import type { LastAsked } from "../../commands/servers/asking-server.ts";
import { outsideText } from "../../lib/redact.ts";
import type { HookCall, HookEvent, HookOutcome, OpenEvent } from "../media-server-hook.ts";

/** A server that asks again about each of its clients does so so often that nobody could tell one from the next. */
const SAME_MILLISECONDS = 100;

/** What each media server asked last, by its name. Servers are configured, so that there is an end to them. */
export interface LastQuestions {
  note(
    server: string,
    /** `callerIp` is asked at once, and only when the call is kept. */
    call: Pick<HookCall, "nowMilliseconds"> & { callerIp(): string | undefined },
    event: HookEvent,
    outcome: HookOutcome,
  ): void;
  readonly all: () => ReadonlyMap<string, LastAsked>;
}

export function createLastQuestions(): LastQuestions {
  const last = new Map<string, () => LastAsked>();
  /** When each was last noted to have asked about a connection that goes on; undefined: it asked something else since. */
  const wentOnAt = new Map<string, number | undefined>();
  return {
    // Kept as it came and worded when somebody looks: it happens thousands of times a second.
    note(server, call, event, outcome) {
      const { nowMilliseconds } = call;
      const goesOn = event.event === "again" && outcome.outcome === "allowed";
      const before = wentOnAt.get(server) ?? Number.NEGATIVE_INFINITY;
      if (goesOn && nowMilliseconds - before < SAME_MILLISECONDS) return;
      wentOnAt.set(server, goesOn ? nowMilliseconds : undefined);
      const from = call.callerIp();
      const open = openOf(event);
      last.set(server, () => ({
        atMilliseconds: nowMilliseconds,
        from,
        event: event.event,
        action: open?.action,
        stream: open && outsideText([open.application, open.stream].filter(Boolean).join("/")),
        protocol: open && outsideText(open.protocol),
        allowed: outcome.outcome !== "refused",
        reason: outcome.outcome === "refused" ? outcome.reason : undefined,
        ref: outcome.outcome === "refused" ? outcome.ref : undefined,
      }));
    },
    all: () => new Map([...last].map(([server, tell]) => [server, tell()])),
  };
}

function openOf(event: HookEvent): OpenEvent | undefined {
  if (event.event === "open") return event;
  return event.event === "again" ? event.open : undefined;
}
