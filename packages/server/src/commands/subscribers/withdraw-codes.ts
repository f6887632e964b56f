import type { Action } from "@sluice/policy";
import { subscriberTokenId } from "../../access/subscribers/subscriber-token.ts";
import type { SubscriberPlace, SubscriberRecord } from "../../store/subscribers.ts";
import type { Actor } from "../actor.ts";
import { revoke, undoRevocation } from "../revocations/revoke.ts";
import type { SubscriberDependencies } from "./subscriber-dependencies.ts";

/** Longer than any admission is on its way. */
const ON_THEIR_WAY_SECONDS = 60;

/** What is withdrawn of a subscriber. */
export interface SubscriberWithdrawal {
  readonly place: SubscriberPlace;
  readonly record: SubscriberRecord | undefined;
  readonly actions: readonly Action[];
  /** Unix seconds; what the subscriber's codes open is refused until then. */
  readonly untilSeconds: number;
}

/** Ends what runs by a subscriber's codes and refuses it for a while. Resolves to the ids of the rules that do so. */
export async function withdrawCodes(
  dependencies: SubscriberDependencies,
  actor: Actor,
  { place, record, actions, untilSeconds }: SubscriberWithdrawal,
): Promise<readonly string[]> {
  const { crypto, nowMilliseconds } = dependencies;
  const rules: string[] = [];
  for (const action of actions) {
    const token = subscriberTokenId(crypto, place, record, action);
    const selector = { token, user: place.subscriberId, stream: place.stream };
    const outcome = await revoke(dependencies, actor, { selector, until: untilSeconds }, nowMilliseconds());
    if ("problem" in outcome)
      throw new Error(`a subscriber's codes cannot be withdrawn: ${outcome.problem.detail}`);
    if ("rule" in outcome.done) rules.push(outcome.done.rule.id);
  }
  return rules;
}

/** Takes rules back. One that is not there any more, or was taken back by an operator, is what it should be. */
export async function undoRules(
  dependencies: SubscriberDependencies,
  actor: Actor,
  rules: readonly string[],
): Promise<void> {
  for (const id of rules) await undoRevocation(dependencies, actor, id);
}

/** What becomes of a subscriber. */
export interface SubscriberRetirement extends Pick<SubscriberWithdrawal, "place" | "record"> {
  /** As it is from now on; undefined: it was removed. */
  readonly after: SubscriberRecord | undefined;
  /** Default: both. */
  readonly actions?: readonly Action[];
}

/**
 * Ends what runs by a subscriber's former codes. Where it is another token from now on, the former one stays shut, and catches
 * what is on its way; one that is the same, or is the application's, may open again at once.
 */
export async function retireCodes(
  dependencies: SubscriberDependencies,
  actor: Actor,
  { place, record, after, actions = ["publish", "play"] }: SubscriberRetirement,
): Promise<void> {
  const { crypto, nowMilliseconds } = dependencies;
  const untilSeconds = Math.floor(nowMilliseconds() / 1000) + ON_THEIR_WAY_SECONDS;
  const rules = await withdrawCodes(dependencies, actor, { place, record, actions, untilSeconds });
  const [former, next] = [record, after].map(each => subscriberTokenId(crypto, place, each, "play"));
  const opensAgain = former === next || record?.sealedSecret === undefined;
  if (opensAgain) await undoRules(dependencies, actor, rules);
}
