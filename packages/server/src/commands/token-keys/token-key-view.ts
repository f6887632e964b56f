import { algorithms } from "@sluice/token";
import type { ImportedKeys } from "../../keys/living-key.ts";
import { tokenKeyStateAt } from "../../keys/token-key-state.ts";
import type { TokenKeyRecord, TokenKeySettings } from "../../store/token-keys.ts";

/** What the directory knows of a key beside its record. */
export interface TokenKeySeen {
  readonly imported: ImportedKeys | undefined;
  readonly lastUsedSeconds: number | undefined;
}

/** A key as anybody may see it who may list keys: never its secret or private half. */
export function tokenKeyView(key: TokenKeyRecord, nowSeconds: number, seen?: TokenKeySeen) {
  return {
    id: key.id,
    name: key.name,
    kid: key.source === "jwks" ? null : key.kid,
    algorithm: key.algorithm ?? null,
    source: key.source,
    state: tokenKeyStateAt(key, nowSeconds),
    role: key.role ?? null,
    application: key.application ?? null,
    issuer: key.issuer ?? null,
    audiences: key.audiences,
    claim_map: key.claimMap ?? null,
    label_profile: key.labelProfile ?? null,
    readings: readingsView(key.readings),
    caps: capsView(key.caps),
    activates_at: key.activatesAtSeconds ?? null,
    verify_only_at: key.verifyOnlyAtSeconds ?? null,
    retires_at: key.retiresAtSeconds ?? null,
    value_encoding: valueEncodingView(key),
    public_jwk: key.publicJwk ?? null,
    jwks_url: key.jwksUrl ?? null,
    allow_private: key.allowPrivate,
    jwks: key.source === "jwks" ? setView(key) : null,
    warnings: warningsOf(seen?.imported),
    created_at: key.createdAtSeconds,
    created_by: key.createdBy,
    last_used_at: seen?.lastUsedSeconds ?? key.lastUsedAtSeconds ?? null,
    version: key.version,
  };
}

/** Keys that were made before this was written down have their value in base64url. */
function valueEncodingView({ source, algorithm, valueEncoding }: TokenKeySettings) {
  const isHandedOut = source === "created" && algorithm !== undefined && algorithms[algorithm].kty === "oct";
  return isHandedOut ? (valueEncoding ?? "base64url") : null;
}

function setView({ fetched }: TokenKeyRecord) {
  return {
    keys: (fetched?.keys ?? []).map(({ kid, alg }) => ({ kid: kid ?? null, algorithm: alg ?? null })),
    last_fetched_at: fetched?.fetchedAtSeconds ?? null,
    last_attempt_at: fetched?.attemptedAtSeconds ?? null,
    last_error: fetched?.error ?? null,
  };
}

function capsView(caps: TokenKeySettings["caps"]) {
  return {
    longest_ttl_seconds: caps.longestTtlSeconds ?? null,
    streams: caps.streams ?? null,
    actions: caps.actions ?? null,
    applications: caps.applications ?? null,
  };
}

function readingsView(readings: TokenKeySettings["readings"]) {
  if (!readings) return null;
  return {
    ignored_claims: readings.ignoredClaims ?? [],
    dotless_extension: readings.dotlessExtension ?? false,
    cnf_member_3: readings.cnfMember3 ?? false,
    hex_payload: readings.hexPayload ?? false,
    tagged_maps: readings.taggedMaps ?? false,
    standard_base64: readings.standardBase64 ?? false,
    audience_optional: readings.audienceOptional ?? false,
    untagged_cose: readings.untaggedCose ?? false,
    moqt: readings.moqt ?? false,
    require_algorithm: readings.requireAlgorithm ?? false,
  };
}

/** What an operator should know of a key that is accepted all the same. */
function warningsOf(imported: ImportedKeys | undefined): readonly string[] {
  if (!imported) return [];
  const weak = imported.keys.flatMap(({ material }) => material.weakness ?? []);
  return imported.fault === undefined ? weak : [...weak, `not in use: ${imported.fault}`];
}
