import { unusedToken } from "../../access/bare-token.ts";
import { applicationDefaults } from "../../registry/built-in.ts";
import type { Registry } from "../../registry/registry.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import { mayMint } from "../permissions.ts";
import { delegationOf } from "./delegation/delegation-grant.ts";
import { draftOpaque } from "./draft-opaque.ts";
import type { DraftedToken } from "./drafted-token.ts";
import { normaliseLimits } from "./normalise-limits.ts";
import { resolveTarget } from "./resolve-target.ts";
import { draftSignedToken, type SigningDependencies } from "./signed/draft-signed-token.ts";
import type { TokenGrant } from "./token-grant.ts";

export interface DraftDependencies extends SigningDependencies {
  readonly registry: Registry;
}

/** Makes a token of a grant, or says everything that is wrong with it. */
export function draftToken(
  dependencies: DraftDependencies,
  actor: Actor,
  grant: TokenGrant,
  issuedAtMilliseconds: number,
): Outcome<DraftedToken> {
  const { registry, crypto } = dependencies;
  const nowSeconds = Math.floor(issuedAtMilliseconds / 1000);
  const target = resolveTarget(registry, actor, grant.target);
  const application = "resolved" in target ? target.resolved.first?.application : undefined;
  const ttlSeconds = (application ?? applicationDefaults).defaultTtlSeconds;
  const limits = normaliseLimits(grant, {
    nowSeconds,
    ttlSeconds: Math.min(ttlSeconds, actor.longestTtlSeconds ?? ttlSeconds),
  });
  if ("problems" in target || "problems" in limits) {
    return invalidFields([target, limits].flatMap(result => ("problems" in result ? result.problems : [])));
  }
  const { action } = grant;
  const { expiresAtSeconds } = limits.limits;
  const counting = limits.limits.limits?.sessionCounting;
  const opened = target.resolved.target;
  const refused = mayMint(actor, { action, target: opened, expiresAtSeconds, nowSeconds, counting });
  if (refused) return refused;
  const record: TokenRecord = {
    ...unusedToken,
    id: "",
    organization: actor.organization,
    kind: grant.kind,
    action,
    target: opened,
    ...limits.limits,
    user: grant.user,
    tag: grant.tag,
    annotations: grant.annotations ?? [],
    disconnectAtExpiry: grant.disconnect_at_expiry ?? disconnectsByDefault(grant),
    delegation: delegationOf(grant.delegation),
    issuedAtMilliseconds,
    issuedBy: actor.id,
  };
  if (isSigned(grant)) {
    return grant.delegation && grant.claims
      ? invalidFields([{ field: "delegation", message: "a token with claims of its own is not handed on" }])
      : draftSignedToken(dependencies, actor, grant, record);
  }
  const misplaced = (["profile", "key", "claims"] as const).filter(field => grant[field] !== undefined);
  if (misplaced.length > 0) {
    return invalidFields(misplaced.map(field => ({ field, message: "is for the kinds jwt and cat" })));
  }
  return { done: draftOpaque(crypto, record, grant.form) };
}

function isSigned(grant: TokenGrant): grant is TokenGrant & { readonly kind: "jwt" | "cat" } {
  return grant.kind === "jwt" || grant.kind === "cat";
}

/** A CAT and a signed URI are judged again at each of their requests: their sessions end with them. */
function disconnectsByDefault({ kind, profile }: TokenGrant): boolean {
  return kind === "cat" || profile === "rfc9246";
}
