import type { Action, Target } from "@sluice/policy";
import { type AlgorithmFacts, algorithms } from "@sluice/token";
import { beyondCaps } from "../../../access/signed/within-caps.ts";
import type { KeyDirectory } from "../../../keys/key-directory.ts";
import type { LivingKey } from "../../../keys/living-key.ts";
import { applicationsOf } from "../../../store/target-reach.ts";
import type { Actor } from "../../actor.ts";
import { invalidFields, type Outcome, refuse } from "../../command-problem.ts";
import { mayUseTokenKey } from "../../token-keys/find-token-key.ts";

/** What a key is wanted for. */
export interface SigningOrder {
  readonly organization: string;
  readonly format: "jwt" | "cat";
  /** Id or kid; undefined: the default key. */
  readonly key: string | undefined;
  readonly action: Action;
  readonly target: Target;
  readonly expiresAtSeconds: number | undefined;
  readonly nowSeconds: number;
}

/** The active key that signs such a token, within its limits; or what is wrong with the wish. */
export function findSigningKey(
  tokenKeys: Pick<KeyDirectory, "signingKey">,
  actor: Actor,
  order: SigningOrder,
): Outcome<LivingKey> {
  const applications = applicationsOf(order.target) ?? [];
  const application = applications.length === 1 ? applications[0] : undefined;
  const key = tokenKeys.signingKey(order.organization, order.key, application, order.nowSeconds);
  // An API key that is limited to applications signs with the organization's key where that is the default; by name it
  // knows those of its applications alone.
  const isHidden = key && order.key !== undefined && !mayUseTokenKey(actor, key.record);
  if (!key || isHidden) return missing(order.key);
  const facts: AlgorithmFacts = algorithms[key.algorithm];
  const isFitting =
    facts.use !== "encryption" && (order.format === "jwt" ? facts.jose : facts.cose.length > 0);
  if (!isFitting) return wrongKey(`a ${key.algorithm} key signs no ${order.format}`);
  const beyond = namesOf(order.target)
    .map(stream => beyondCaps(key.record.caps, capped(order, stream)))
    .find(problem => problem !== undefined);
  return beyond === undefined ? { done: key } : wrongKey(beyond);
}

function capped({ action, expiresAtSeconds, nowSeconds }: SigningOrder, stream: string | undefined) {
  return { action, stream, claims: { expiresAtSeconds }, nowSeconds };
}

/** A group or an organization is checked without a name: what it opens is checked at each entry. */
function namesOf(target: Target): readonly (string | undefined)[] {
  return "streams" in target ? target.streams : [undefined];
}

function missing(key: string | undefined) {
  return key === undefined
    ? refuse("state-conflict", "there is no active key to sign with: make one with POST /v1/keys")
    : wrongKey("no active key that can sign has this id or kid");
}

function wrongKey(message: string) {
  return invalidFields([{ field: "key", message }]);
}
