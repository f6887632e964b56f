import { type DenyReason, denyText } from "@sluice/policy";
import type { HookOutcome } from "../media-server-hook.ts";
import type { HooksDependencies } from "./hooks-dependencies.ts";

/** A refusal that is written down already, under its reference. */
export function refused(reason: DenyReason, ref: string): HookOutcome {
  return { outcome: "refused", reason, ref, title: denyText(reason).title };
}

/** Writes down a refusal that no token takes part in. */
export function refuse(
  { refuseRequest, nowMilliseconds }: Pick<HooksDependencies, "refuseRequest" | "nowMilliseconds">,
  reason: DenyReason,
): HookOutcome {
  const at = { segments: [], ip: undefined, nowMilliseconds: nowMilliseconds(), door: "hook" } as const;
  return refused(reason, refuseRequest(at, reason));
}
