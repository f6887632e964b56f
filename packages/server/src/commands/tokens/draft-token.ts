import { type CryptoProvider, hashOpaqueSecret, issueOpaque, Secret } from "@sluice/token";
import { applicationDefaults } from "../../registry/built-in.ts";
import type { Registry } from "../../registry/registry.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import { mayMint } from "../permissions.ts";
import { normaliseLimits } from "./normalise-limits.ts";
import { resolveTarget } from "./resolve-target.ts";
import type { TokenGrant } from "./token-grant.ts";

export interface DraftDependencies {
  readonly registry: Registry;
  readonly crypto: CryptoProvider;
}

/** A token that is not written yet; `text` is known only here, once. */
export interface DraftedToken {
  readonly record: TokenRecord;
  readonly text: Secret;
}

/** Makes a token of a grant, or says everything that is wrong with it. */
export function draftToken(
  { registry, crypto }: DraftDependencies,
  actor: Actor,
  grant: TokenGrant,
  issuedAtMilliseconds: number,
): Outcome<DraftedToken> {
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
  const refused = mayMint(actor, { action, target: target.resolved.target, expiresAtSeconds, nowSeconds });
  if (refused) return refused;
  const { id, text } = issueOpaque(crypto);
  const record: TokenRecord = {
    id,
    organization: actor.organization,
    kind: grant.kind,
    secretHash: hashOpaqueSecret(crypto, text.slice(id.length)),
    action,
    target: target.resolved.target,
    ...limits.limits,
    maxSessions: grant.max_sessions,
    user: grant.user,
    tag: grant.tag,
    annotations: grant.annotations ?? [],
    disconnectAtExpiry: grant.disconnect_at_expiry ?? false,
    issuedAtMilliseconds,
    issuedBy: actor.id,
    keyId: undefined,
    jti: undefined,
    profile: undefined,
    claims: [],
    uses: 0,
    revokedAtSeconds: undefined,
    suspendedAtSeconds: undefined,
    version: 1,
  };
  return { done: { record, text: new Secret(text) } };
}
