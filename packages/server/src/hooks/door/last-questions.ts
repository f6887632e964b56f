import { outsideText } from "../../lib/redact.ts";
import type { HookCall, HookEvent, HookOutcome, OpenEvent } from "../media-server-hook.ts";
import type { LastQuestion } from "./hooks-dependencies.ts";

/** What each server asked last. Servers are configured, so that there is an end to them. */
export interface LastQuestions {
  note(
    server: string,
    call: Pick<HookCall, "callerIp" | "nowMilliseconds">,
    event: HookEvent,
    outcome: HookOutcome,
  ): void;
  all(): ReadonlyMap<string, LastQuestion>;
}

export function createLastQuestions(): LastQuestions {
  const last = new Map<string, () => LastQuestion>();
  return {
    // Kept as it came and worded when somebody looks: it happens thousands of times a second.
    note(server, { callerIp, nowMilliseconds }, event, outcome) {
      const open = openOf(event);
      last.set(server, () => ({
        atMilliseconds: nowMilliseconds,
        from: callerIp,
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
