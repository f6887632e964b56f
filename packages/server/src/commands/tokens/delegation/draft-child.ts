import { remainingDepth, type StreamFacts, type Target } from "@sluice/policy";
import type { CryptoProvider } from "@sluice/token";
import { unusedToken } from "../../../access/bare-token.ts";
import { applicationDefaults } from "../../../registry/built-in.ts";
import { isLocated, type Registry } from "../../../registry/registry.ts";
import type { TokenRecord } from "../../../store/token-record.ts";
import { invalidFields, type Outcome } from "../../command-problem.ts";
import type { FieldProblem } from "../../field-problem.ts";
import { draftOpaque } from "../draft-opaque.ts";
import type { DraftedToken } from "../drafted-token.ts";
import { normaliseLimits } from "../normalise-limits.ts";
import { type ChildGrant, delegationOf } from "./delegation-grant.ts";
import { notOpened, widerLimits } from "./wider-limits.ts";

export interface DraftChildDependencies {
  readonly registry: Pick<Registry, "resolve" | "declared">;
  readonly crypto: CryptoProvider;
}

/** Where a token is to be made: below `above`, the first one first and the parent last. */
export interface ChildPlace {
  readonly parent: TokenRecord;
  readonly above: readonly TokenRecord[];
  readonly nowMilliseconds: number;
}

/** Makes a token below others, or says everything about the grant that is wrong or wider than they are. */
export function draftChild(
  dependencies: DraftChildDependencies,
  grant: ChildGrant,
  { parent, above, nowMilliseconds }: ChildPlace,
): Outcome<DraftedToken> {
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  const kind = grant.kind ?? "access";
  const ends = above.flatMap(({ expiresAtSeconds }) => expiresAtSeconds ?? []);
  const limits = normaliseLimits(
    { ...grant, kind, user: grant.user ?? parent.user },
    {
      nowSeconds,
      ttlSeconds: Math.min(applicationDefaults.defaultTtlSeconds, ...ends.map(end => end - nowSeconds)),
    },
  );
  const target = resolveTarget(dependencies, parent, grant.target);
  if ("problems" in limits || "problems" in target) {
    return invalidFields([limits, target].flatMap(part => ("problems" in part ? part.problems : [])));
  }
  const record: TokenRecord = {
    ...unusedToken,
    id: "",
    organization: parent.organization,
    kind,
    action: grant.action ?? parent.action,
    target: target.target,
    ...limits.limits,
    user: grant.user ?? parent.user,
    tag: grant.tag,
    annotations: grant.annotations ?? [],
    disconnectAtExpiry: grant.disconnect_at_expiry ?? parent.disconnectAtExpiry,
    delegation: delegationOf(grant.delegation),
    lineage: above.map(({ id }) => id),
    issuedAtMilliseconds: nowMilliseconds,
    issuedBy: parent.id,
  };
  const problems = [
    ...above.flatMap(token => widerLimits({ record, streams: target.streams }, token)),
    ...depthProblems(record, above),
  ];
  return problems.length > 0
    ? invalidFields(onceEach(problems))
    : { done: draftOpaque(dependencies.crypto, record) };
}

interface ResolvedTarget {
  readonly target: Target;
  readonly streams: readonly StreamFacts[];
}

/** Whoever has a token learns nothing of streams that it does not open, not even whether they are there. */
function resolveTarget(
  { registry }: DraftChildDependencies,
  { organization, target: opened }: TokenRecord,
  wanted: Target = opened,
): ResolvedTarget | { readonly problems: readonly FieldProblem[] } {
  if ("organization" in wanted) return { target: wanted, streams: [] };
  if ("group" in wanted)
    return { target: { group: groupMeant(registry, organization, wanted.group) }, streams: [] };
  const found = wanted.streams.map(name => registry.resolve(organization, name));
  const streams = found.flatMap(stream => (isLocated(stream) ? [stream.facts] : []));
  if (streams.length === found.length) {
    return { target: { streams: [...new Set(streams.map(({ stream }) => stream))] }, streams };
  }
  return {
    problems: found.flatMap((stream, index) =>
      isLocated(stream) ? [] : [notOpened(`target.streams.${index}`, "stream")],
    ),
  };
}

/** A group's own id comes first; else the group of the stream that is named. */
function groupMeant(
  registry: DraftChildDependencies["registry"],
  organization: string,
  name: string,
): string {
  if (registry.declared.group(organization, name)) return name;
  const found = registry.resolve(organization, name);
  return isLocated(found) ? found.facts.group : name;
}

function depthProblems({ delegation }: TokenRecord, above: readonly TokenRecord[]): readonly FieldProblem[] {
  if (!delegation) return [];
  const left = remainingDepth(above.map(token => token.delegation?.depth ?? 0));
  if (delegation.depth <= left) return [];
  const message = left === 0 ? "tokens made from this one are not handed on" : `is ${left} here at most`;
  return [{ field: "delegation.depth", message }];
}

/** Several tokens above may say the same. */
function onceEach(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  return [...new Map(problems.map(problem => [`${problem.field} ${problem.message}`, problem])).values()];
}
