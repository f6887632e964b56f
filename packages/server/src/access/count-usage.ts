import type { UsageMeter } from "../sessions/usage-meter.ts";
import type { UsageSubject } from "../store/usage.ts";
import type { Outcome } from "./check-access.ts";
import type { AccessQuestion } from "./question.ts";

/**
 * Counts what a decision has done: a session began, or somebody was refused. A question of the API about what would
 * happen is no refusal. Names come from proven tokens and the registry alone, so that no stranger makes any up.
 */
export function countDecision<T>(usage: UsageMeter, question: AccessQuestion, outcome: Outcome<T>): void {
  const { nowMilliseconds, door, mode } = question;
  if (outcome.allowed) {
    if (!outcome.session || outcome.continued) return;
    usage.count(outcome.session.record, nowMilliseconds, { sessions: 1 });
    return;
  }
  if (door === "api" && mode === "peek") return;
  const subject = refusedSubject(question, outcome);
  if (subject) usage.count(subject, nowMilliseconds, { refused: 1 });
}

function refusedSubject<T>(
  question: AccessQuestion,
  { token }: Extract<Outcome<T>, { allowed: false }>,
): UsageSubject | undefined {
  const organization = token?.organization ?? question.organization;
  if (organization === undefined) return undefined;
  // Without a proven token the stream is not looked up. An application that gave the question its organization exists; a
  // proven token alone vouches for no name in the address, which may even be a token.
  const facts = token ? question.locate()?.facts : undefined;
  const isKnown = question.organization !== undefined && question.door !== "api";
  const asked = isKnown ? question.asked?.split("/", 1)[0] : undefined;
  return {
    organization,
    application: facts?.application ?? (asked === "" ? undefined : asked),
    stream: facts?.stream,
    user: token?.user,
    tag: token?.tag,
  };
}
