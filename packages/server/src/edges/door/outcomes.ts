import type { DenyReason } from "@sluice/policy";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { EdgeFacts, EdgeOutcome } from "../web-edge.ts";

const nothing: EdgeFacts = { ref: "", subject: "", stream: "", sessionId: "", expiresAtSeconds: undefined };

/** A refusal tells its reason and its reference, and nothing of whom it refuses. */
export function refused(reason: DenyReason, ref: string): Extract<EdgeOutcome, { outcome: "refused" }> {
  return { ...nothing, outcome: "refused", reason, ref };
}

/** Allowed without a session: nothing was opened. */
export function allowedBarely(ref: string, stream = ""): EdgeOutcome {
  return { ...nothing, outcome: "allowed", ref, stream, recheckSeconds: 0 };
}

/** Allowed under a session; with a cookie when the client is to carry it from now on. */
export function allowedUnder(
  { record }: Pick<LiveSession, "record">,
  { ref = "", setCookie }: { readonly ref?: string; readonly setCookie?: string } = {},
): EdgeOutcome {
  const { id, user = "", stream, capSeconds, untilSeconds = capSeconds, keyId, lineage } = record;
  // What is signed may open some addresses of its stream and not others.
  const isUniform = keyId === undefined && lineage === undefined;
  return {
    outcome: "allowed",
    ref,
    subject: user,
    stream,
    sessionId: id,
    expiresAtSeconds: Math.min(capSeconds, untilSeconds),
    // Who is told to keep a cookie must not be told so again by a memory.
    recheckSeconds: setCookie === undefined && isUniform ? 1 : 0,
    setCookie,
  };
}
