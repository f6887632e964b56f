import type { HealthReply } from "./ask-health.ts";

/** Whether two answers came from one start of one server. */
export function isSameServer(reply: HealthReply, other: HealthReply | undefined): boolean {
  return (
    reply.kind === "sluice" &&
    other?.kind === "sluice" &&
    reply.version === other.version &&
    reply.instance === other.instance
  );
}
