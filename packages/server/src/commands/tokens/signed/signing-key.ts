import type { Action, Target } from "@sluice/policy";
import { type AlgorithmFacts, algorithms } from "@sluice/token";
import { beyondCaps } from "../../../access/signed/within-caps.ts";
import type { KeyDirectory } from "../../../keys/key-directory.ts";
import type { LivingKey } from "../../../keys/living-key.ts";
import { applicationsOf } from "../../../store/target-reach.ts";
import type { Actor } from "../../actor.ts";
import { invalidFields, type Outcome, refuse } from "../../command-problem.ts";
import { mayUseTokenKey } from "../../token-keys/find-token-key.ts";
import { findProfileKey, type SignedProfile } from "./profile-key.ts";

/** What a key is wanted for. */
export interface SigningOrder {
  readonly organization: string;
  readonly format: "jwt" | "cat";
  /** Id or kid; undefined: the default key. */
  readonly key: string | undefined;
  /** Where no key is named: the vocabulary whose key it is, and its algorithm. Undefined: the default key. */
  readonly signed?: SignedProfile | undefined;
  readonly action: Action;
  readonly target: Target;
  readonly expiresAtSeconds: number | undefined;
  readonly nowSeconds: number;
}

/** The active key that signs such a token, within its limits; or what is wrong with the wish. */
export function findSigningKey(
  tokenKeys: Pick<KeyDirectory, "signingKey" | "of">,
  actor: Actor,
  order: SigningOrder,
): Outcome<LivingKey> {
  const applications = applicationsOf(order.target) ?? [];
  const application = applications.length === 1 ? applications[0] : undefined;
  const { organization, nowSeconds, signed } = order;
  const key =
    signed && order.key === undefined
      ? findProfileKey(tokenKeys, { ...signed, organization, application, nowSeconds })
      : tokenKeys.signingKey(organization, order.key, application, nowSeconds);
  // An API key that is limited to applications signs with the organization's key where that is the default; by name it
  // knows those of its applications alone.
  const isHidden = key && order.key !== undefined && !mayUseTokenKey(actor, key.record);
  if (!key || isHidden) return missing(order);
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

function missing({ key, signed }: SigningOrder) {
  if (key !== undefined) return wrongKey("no active key that can sign has this id or kid");
  const wanted = signed ? `${signed.algorithm} key with the claim_map ${signed.profile}` : "key";
  return refuse("state-conflict", `there is no active ${wanted} to sign with: make one with POST /v1/keys`);
}

function wrongKey(message: string) {
  return invalidFields([{ field: "key", message }]);
}
