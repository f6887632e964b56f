import type { AdmissionPlan, SessionRecord } from "@sluice/policy";

/** A session that goes on, as the plan says: with one repeat more, and over the connection that carries it now. */
export function continuedSession({
  session,
  countRepeat,
  connection = session.connection,
}: Extract<AdmissionPlan, { plan: "continue" }>): SessionRecord {
  return { ...session, repeats: session.repeats + Number(countRepeat), connection };
}
