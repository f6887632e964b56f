import { type CatReadings, claimMaps, labelProfiles } from "@sluice/token";
import { LATEST_SECONDS } from "../../declarations/limits-schema.ts";
import { tokenKeyStateAt } from "../../keys/token-key-state.ts";
import type { Registry } from "../../registry/registry.ts";
import type { TokenKeyCaps, TokenKeySettings } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome, refuse } from "../command-problem.ts";
import type { FieldProblem } from "../field-problem.ts";
import { mayUseApplication } from "../permissions.ts";
import type { CapsGrant, ReadingsGrant, TokenKeyPatch } from "./token-key-grant.ts";
import { beyondRights, mayBeDefault } from "./token-key-rights.ts";

/** What a patch is judged by. */
export interface PatchContext {
  readonly registry: Pick<Registry, "application">;
  readonly actor: Actor;
  readonly nowSeconds: number;
}

/** The key with the fields that were given, if it can be in that state and the actor may set it up. */
export function applyTokenKeyPatch(
  context: PatchContext,
  before: TokenKeySettings,
  patch: TokenKeyPatch,
): Outcome<TokenKeySettings> {
  const { actor, nowSeconds } = context;
  const problems = fieldProblems(context, patch);
  if (problems.length > 0) return invalidFields(problems);
  const next = scheduled({ ...before, ...plainFields(patch), ...told(patch) }, patch, nowSeconds);
  const disorder = scheduleProblem(next);
  if (disorder) return invalidFields([disorder]);
  const [was, will] = [tokenKeyStateAt(before, nowSeconds), tokenKeyStateAt(next, nowSeconds)];
  if (was === "retired") return refuse("state-conflict", "this token key has retired, for good");
  if (will === "pending" && was !== "pending") {
    return refuse(
      "state-conflict",
      "this token key has signed tokens already: make it verify-only or retire it",
    );
  }
  if (will === "retired") return { done: retired(next) };
  const role = roleOf(next, patch);
  if (role === "default" && patch.default === true && will !== "active") {
    return refuse("state-conflict", "only an active token key can be the default one");
  }
  if (patch.default === true && !mayBeDefault(actor, next)) {
    return refuse("not-permitted", "this API key sets up default keys for its applications only: name one");
  }
  const granted = { ...next, role };
  return beyondRights(actor, granted) ?? { done: granted };
}

/** A key that is over: nothing is kept that could sign. */
export function retired(key: TokenKeySettings): TokenKeySettings {
  return { ...key, state: "retired", role: undefined, sealedJwk: undefined };
}

function roleOf({ role }: TokenKeySettings, patch: TokenKeyPatch): TokenKeySettings["role"] {
  if (patch.default === true) return "default";
  return patch.default === false && role === "default" ? undefined : role;
}

function plainFields({ name, audiences, state, caps, readings }: TokenKeyPatch): Partial<TokenKeySettings> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(audiences === undefined ? {} : { audiences: [...new Set(audiences)] }),
    ...(state === undefined ? {} : { state }),
    ...(caps === undefined ? {} : { caps: capsOf(caps) }),
    ...(readings === undefined ? {} : { readings: readings === null ? undefined : readingsOf(readings) }),
  };
}

function told(patch: TokenKeyPatch): Partial<TokenKeySettings> {
  const { issuer, claim_map, label_profile } = patch;
  return {
    ...(issuer === undefined ? {} : { issuer: issuer ?? undefined }),
    ...(claim_map === undefined ? {} : { claimMap: claim_map ?? undefined }),
    ...(label_profile === undefined ? {} : { labelProfile: label_profile ?? undefined }),
  };
}

/** A state that is set by hand counts from now on: times of the schedule that it takes back are over. */
function scheduled(key: TokenKeySettings, patch: TokenKeyPatch, nowSeconds: number): TokenKeySettings {
  const { state, activates_at, verify_only_at, retires_at } = patch;
  const hasCome = (at: number | undefined) => at !== undefined && at <= nowSeconds;
  const times = {
    activatesAtSeconds: activates_at === undefined ? key.activatesAtSeconds : (activates_at ?? undefined),
    verifyOnlyAtSeconds:
      verify_only_at === undefined ? key.verifyOnlyAtSeconds : (verify_only_at ?? undefined),
    retiresAtSeconds: retires_at === undefined ? key.retiresAtSeconds : (retires_at ?? undefined),
  };
  const takesBack = state === "active" && hasCome(times.verifyOnlyAtSeconds);
  return { ...key, ...times, verifyOnlyAtSeconds: takesBack ? undefined : times.verifyOnlyAtSeconds };
}

function scheduleProblem(key: TokenKeySettings): FieldProblem | undefined {
  const { activatesAtSeconds: first = 0, verifyOnlyAtSeconds, retiresAtSeconds: last = LATEST_SECONDS } = key;
  const middle = verifyOnlyAtSeconds ?? last;
  const field = verifyOnlyAtSeconds === undefined ? "retires_at" : "verify_only_at";
  if (first < middle && middle <= last) return undefined;
  return { field, message: "activates_at comes before verify_only_at, and retires_at is the last" };
}

function fieldProblems(
  { registry, actor, nowSeconds }: PatchContext,
  patch: TokenKeyPatch,
): readonly FieldProblem[] {
  const { claim_map, label_profile, caps } = patch;
  const isMap = claim_map === undefined || claim_map === null || claimMaps.some(({ id }) => id === claim_map);
  const isProfile = label_profile === undefined || label_profile === null || labelProfiles.has(label_profile);
  const names = (known: Iterable<string>) => `is one of ${[...known].join(", ")}`;
  return [
    ...timeProblems(patch, nowSeconds),
    ...(isMap ? [] : [{ field: "claim_map", message: names(claimMaps.map(({ id }) => id)) }]),
    ...(isProfile ? [] : [{ field: "label_profile", message: names(labelProfiles.keys()) }]),
    ...(caps?.applications ?? []).flatMap((name, index) =>
      // What a limited key may not see it may not hand out either, whether it is there or not.
      !mayUseApplication(actor, name) || registry.application(name)?.organization === actor.organization
        ? []
        : [{ field: `caps.applications.${index}`, message: "there is no such application" }],
    ),
  ];
}

function timeProblems(patch: TokenKeyPatch, nowSeconds: number): readonly FieldProblem[] {
  return (["activates_at", "verify_only_at", "retires_at"] as const).flatMap(field => {
    const at = patch[field];
    if (at === undefined || at === null) return [];
    if (at > LATEST_SECONDS) return [{ field, message: "this looks like milliseconds; give Unix seconds" }];
    return at <= nowSeconds ? [{ field, message: "this time has passed" }] : [];
  });
}

function capsOf({ longest_ttl_seconds, streams, actions, applications }: CapsGrant): TokenKeyCaps {
  const unique = <T>(list: readonly T[] | null | undefined) => (list ? [...new Set(list)] : undefined);
  return {
    longestTtlSeconds: longest_ttl_seconds ?? undefined,
    streams: unique(streams),
    actions: unique(actions),
    applications: unique(applications),
  };
}

function readingsOf(readings: ReadingsGrant): CatReadings {
  return {
    ignoredClaims: readings.ignored_claims,
    dotlessExtension: readings.dotless_extension,
    cnfMember3: readings.cnf_member_3,
    hexPayload: readings.hex_payload,
    taggedMaps: readings.tagged_maps,
    standardBase64: readings.standard_base64,
    audienceOptional: readings.audience_optional,
    untaggedCose: readings.untagged_cose,
    moqt: readings.moqt,
    requireAlgorithm: readings.require_algorithm,
  };
}
