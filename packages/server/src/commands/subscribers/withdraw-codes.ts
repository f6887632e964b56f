import type { Action } from "@sluice/policy";
import { subscriberTokenId } from "../../access/subscribers/subscriber-token.ts";
import type { SubscriberPlace, SubscriberRecord } from "../../store/subscribers.ts";
import type { Actor } from "../actor.ts";
import { revoke } from "../revocations/revoke.ts";
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

/** Ends what runs by codes that open nothing any more, and catches what was still on its way. */
export async function retireCodes(
  dependencies: SubscriberDependencies,
  actor: Actor,
  { place, record }: Pick<SubscriberWithdrawal, "place" | "record">,
): Promise<void> {
  const nowSeconds = Math.floor(dependencies.nowMilliseconds() / 1000);
  // What the application's secret opens, it opens again at once: only who has a secret is another one afterwards.
  const seconds = record?.sealedSecret === undefined ? 1 : ON_THEIR_WAY_SECONDS;
  const actions = ["publish", "play"] as const;
  await withdrawCodes(dependencies, actor, { place, record, actions, untilSeconds: nowSeconds + seconds });
}
