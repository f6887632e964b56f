import { type CryptoProvider, hashOpaqueSecret, issueOpaque, Secret } from "@sluice/token";
import type { LocatedStream } from "../registry/application.ts";
import { applicationDefaults } from "../registry/built-in.ts";
import type { Registry } from "../registry/registry.ts";
import type { RecordStore, TokenRecord } from "../store/store.ts";
import type { Actor } from "./actor.ts";
import type { FieldProblem } from "./field-problem.ts";
import { normaliseLimits } from "./normalise-limits.ts";
import { resolveTarget } from "./resolve-target.ts";
import type { TokenGrant } from "./token-grant.ts";

export interface CreateTokenDependencies {
  readonly store: RecordStore;
  readonly registry: Registry;
  readonly crypto: CryptoProvider;
  readonly nowMilliseconds: () => number;
}

/** The token as it was made; `text` is known only here, once. */
export interface CreatedToken {
  readonly record: TokenRecord;
  readonly text: Secret;
  /** The stream that printed URLs open; undefined for a whole organization. */
  readonly stream: LocatedStream | undefined;
}

export type CreateTokenResult = CreatedToken | { readonly problems: readonly FieldProblem[] };

/** Makes a token for the actor's organization, or says everything that is wrong with the grant. */
export async function createToken(
  dependencies: CreateTokenDependencies,
  actor: Actor,
  grant: TokenGrant,
): Promise<CreateTokenResult> {
  const { store, registry, crypto } = dependencies;
  const issuedAtMilliseconds = dependencies.nowMilliseconds();
  const target = resolveTarget(registry, actor.organization, grant.target);
  const first = "resolved" in target ? target.resolved.first : undefined;
  const limits = normaliseLimits(grant, {
    nowSeconds: Math.floor(issuedAtMilliseconds / 1000),
    ttlSeconds: (first?.application ?? applicationDefaults).defaultTtlSeconds,
  });
  if ("problems" in target || "problems" in limits) {
    return { problems: [target, limits].flatMap(result => ("problems" in result ? result.problems : [])) };
  }
  const { id, text } = issueOpaque(crypto);
  const record: TokenRecord = {
    id,
    organization: actor.organization,
    kind: grant.kind,
    secretHash: hashOpaqueSecret(crypto, text.slice(id.length)),
    action: grant.action,
    target: target.resolved.target,
    ...limits.limits,
    maxSessions: grant.max_sessions,
    user: grant.user,
    tag: grant.tag,
    annotations: grant.annotations ?? [],
    disconnectAtExpiry: grant.disconnect_at_expiry ?? false,
    issuedAtMilliseconds,
    issuedBy: actor.id,
    uses: 0,
    revokedAtSeconds: undefined,
  };
  await store.insertTokens([record]);
  return { record, text: new Secret(text), stream: first };
}
