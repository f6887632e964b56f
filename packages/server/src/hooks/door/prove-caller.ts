import type { DenyReason } from "@sluice/policy";
import type { HookCall } from "../media-server-hook.ts";
import type { FoundServer, ServerDirectory } from "./find-server.ts";
import type { IsReplay } from "./replay-memory.ts";

/** A call whose caller has proven to be one of the configured servers, or why it has not. */
export type ProvenCall =
  | { readonly found: FoundServer; readonly call: HookCall }
  | { readonly reason: DenyReason };

/** What is known of a call before it is known whose it is. */
export interface UnprovenCall extends Omit<HookCall, "server" | "rest"> {
  /** The address of the caller, which is the media server itself. The system is asked for it, which most calls can do without. */
  callerIp(): string | undefined;
}

/**
 * Which of the servers that an address may be of has made the call: by its source, and for those that sign by the
 * signature. A secret in the address alone proves nothing where calls are signed.
 */
export function proveCaller(
  { allows }: Pick<ServerDirectory, "allows">,
  candidates: readonly FoundServer[],
  unproven: UnprovenCall,
  isReplay: IsReplay,
): ProvenCall {
  let refusal: DenyReason = "caller-unknown";
  for (const found of candidates) {
    const { hook, server } = found;
    if (server.allow.length > 0 && !allows(server, unproven.callerIp())) continue;
    const call = callOf(unproven, found);
    if (hook.judgeSignature === undefined) return { found, call };
    const verdict = hook.judgeSignature(call);
    if (verdict === "ok") {
      return isReplay(call.body, call.nowMilliseconds) ? { reason: "call-replayed" } : { found, call };
    }
    if (verdict === "call-replayed") refusal = verdict;
  }
  return { reason: refusal };
}

function callOf(unproven: UnprovenCall, { server, rest }: FoundServer): HookCall {
  const { method, query, headers, body, nowMilliseconds } = unproven;
  return { method, rest, query, headers, body, server, nowMilliseconds };
}
