import type { FurtherLimits, SessionRecord } from "@sluice/policy";
import type { Registry } from "./registry.ts";

/**
 * The limits of a session's stream when they have a quota of minutes or bytes that holds for the session: it plays, and
 * the stream enforces. Undefined: there is none.
 */
export function streamQuotas(
  registry: Pick<Registry, "named">,
  { organization, stream, action }: Pick<SessionRecord, "organization" | "stream" | "action">,
): FurtherLimits | undefined {
  if (action !== "play") return undefined;
  const { further, enforcement } = registry.named(organization, stream) ?? {};
  if (!further || enforcement?.play !== "enforce") return undefined;
  return (further.maxWatchMinutes ?? further.maxBytes) === undefined ? undefined : further;
}
