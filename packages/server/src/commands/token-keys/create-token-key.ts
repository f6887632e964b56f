import { algorithms, type Jwk, publicJwk, type Secret } from "@sluice/token";
import { blankTokenKey } from "../../keys/blank-token-key.ts";
import { generateTokenKey, valueOfTokenKey } from "../../keys/generate-token-key.ts";
import { tokenKeyContext } from "../../keys/living-key.ts";
import { isPlainlyPrivateHost } from "../../lib/network-address.ts";
import { randomRecordId } from "../../lib/random-names.ts";
import type { TokenKeyRecord, TokenKeySettings } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome, refuse } from "../command-problem.ts";
import { mayUseApplication } from "../permissions.ts";
import { includesScope } from "../scopes.ts";
import { applyTokenKeyPatch } from "./apply-token-key-patch.ts";
import { readImport } from "./import-key.ts";
import type { TokenKeyDependencies } from "./token-key-dependencies.ts";
import type { TokenKeyGrant } from "./token-key-grant.ts";
import { mayBeDefault } from "./token-key-rights.ts";
import { isRoleFree, putWithRole } from "./token-key-role.ts";
import { valueEncodingOf } from "./value-encoding.ts";
import { writeTokenKeys } from "./write-token-keys.ts";

/** Keys of one organization, retired ones that are not forgotten included. */
const MOST_KEYS = 1000;
const MOST_KEY_SETS = 20;
/** So often a new default key is tried again when somebody else was faster. */
const ATTEMPTS = 5;

/** A key as it was made; `value` is the secret of a symmetric one that was made here, known only now, once. */
export interface IssuedTokenKey {
  readonly record: TokenKeyRecord;
  readonly value: Secret | undefined;
}

/** Makes a key, takes one in, or begins to follow a JWKS URL. */
export async function createTokenKey(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  grant: TokenKeyGrant,
): Promise<Outcome<IssuedTokenKey>> {
  const { registry, nowMilliseconds } = dependencies;
  const nowSeconds = Math.floor(nowMilliseconds() / 1000);
  const full = roomProblem(dependencies, actor, grant);
  if (full) return refuse("state-conflict", full);
  const blank = blankKey(dependencies, actor, grant, nowSeconds);
  if ("problem" in blank) return blank;
  const patched = applyTokenKeyPatch({ registry, actor, nowSeconds }, blank.done, grant);
  if ("problem" in patched) return patched;
  const made =
    grant.import || grant.jwks_url
      ? undefined
      : await generateTokenKey(grant.algorithm ?? "HS256", patched.done.valueEncoding);
  const key = made ? withMaterial(dependencies, patched.done, made) : patched.done;
  const becomesDefault = wantsDefault(grant, key) && mayBeDefault(actor, key);
  const outcome = await writeNew(dependencies, actor, key, becomesDefault, nowSeconds);
  if ("problem" in outcome) return outcome;
  const fetched =
    key.source === "jwks" ? await dependencies.jwksSource.refresh(key.organization, key.id) : undefined;
  const record = fetched ?? outcome.done;
  return { done: { record, value: made && valueOfTokenKey(made, record.valueEncoding) } };
}

/** What is not said: the first active key is the default; a set is none, as it may grow. */
function wantsDefault(grant: TokenKeyGrant, { state, source }: TokenKeySettings): boolean {
  return grant.default === undefined && state === "active" && source !== "jwks";
}

/** Writes a new key, which becomes the default where there is none and it may. */
async function writeNew(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  key: TokenKeySettings,
  becomesDefault: boolean,
  nowSeconds: number,
): Promise<Outcome<TokenKeyRecord>> {
  const { tokenKeys } = dependencies;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const role = becomesDefault && isRoleFree(tokenKeys, key, nowSeconds) ? "default" : key.role;
    const writes = putWithRole(tokenKeys, { ...key, role }, 0);
    const change = { action: "token-key.create", before: undefined, afterId: key.id, writes } as const;
    const outcome = await writeTokenKeys(dependencies, actor, change);
    if (outcome.outcome === "kid-taken") {
      return refuse("name-taken", "a token key of this organization has or had this kid: choose another");
    }
    const record = outcome.outcome === "written" ? outcome.keys.find(({ id }) => id === key.id) : undefined;
    if (record) return { done: record };
  }
  return refuse("state-conflict", "somebody else changes the default key all the time");
}

/** The key with its secret or private half sealed, and its public half. */
export function withMaterial(
  { sealer }: Pick<TokenKeyDependencies, "sealer">,
  key: TokenKeySettings,
  jwk: Jwk,
): TokenKeySettings {
  const { id, kid, algorithm } = key;
  const half = publicJwk(jwk);
  return {
    ...key,
    sealedJwk: sealer.seal(JSON.stringify(jwk), tokenKeyContext(id)),
    publicJwk: half && { ...half, kid, ...(algorithm === undefined ? {} : { alg: algorithm }), use: "sig" },
  };
}

function roomProblem(
  { tokenKeys }: TokenKeyDependencies,
  { organization }: Actor,
  { jwks_url }: TokenKeyGrant,
): string | undefined {
  const keys = tokenKeys.of(organization);
  if (keys.length >= MOST_KEYS)
    return `an organization has at most ${MOST_KEYS} token keys: forget retired ones`;
  const sets = keys.filter(({ source }) => source === "jwks");
  return jwks_url !== undefined && sets.length >= MOST_KEY_SETS
    ? `an organization follows at most ${MOST_KEY_SETS} JWKS URLs`
    : undefined;
}

/** The key with all that is settled once. */
function blankKey(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  grant: TokenKeyGrant,
  nowSeconds: number,
): Outcome<TokenKeySettings> {
  const { registry, signatures } = dependencies;
  const application = grant.application ?? undefined;
  const isKnown = (name: string) =>
    !mayUseApplication(actor, name) || registry.application(name)?.organization === actor.organization;
  if (application !== undefined && !isKnown(application)) {
    return invalidFields([{ field: "application", message: "there is no such application" }]);
  }
  const encoding = valueEncodingOf(grant);
  if ("problem" in encoding) return encoding;
  const id = randomRecordId("key");
  const state = grant.activates_at ? ("pending" as const) : ("active" as const);
  const key = { ...emptyKey(actor, id, nowSeconds), kid: grant.kid ?? id, application, state };
  if (grant.jwks_url !== undefined) return keySet(actor, key, grant, grant.jwks_url);
  if (!grant.import) {
    return { done: { ...key, algorithm: grant.algorithm ?? "HS256", valueEncoding: encoding.done } };
  }
  const read = readImport(signatures, grant.import, grant.algorithm);
  if ("problem" in read) return read;
  const { jwk, algorithm } = read.done;
  const kid = grant.kid ?? jwk.kid ?? id;
  const imported = { ...key, kid, algorithm, source: "imported" as const };
  if (algorithms[algorithm].kty === "oct") return { done: withMaterial(dependencies, imported, jwk) };
  return { done: { ...imported, publicJwk: { ...jwk, kid } } };
}

/** A URL that a tenant wrote is no leave for private addresses: only a key with the scope `installation` gives it. */
function keySet(
  actor: Actor,
  key: TokenKeySettings,
  grant: TokenKeyGrant,
  url: string,
): Outcome<TokenKeySettings> {
  if (grant.import)
    return invalidFields([{ field: "jwks_url", message: "give import or jwks_url, not both" }]);
  if (grant.kid !== undefined) {
    return invalidFields([{ field: "kid", message: "the keys of a set bring their own" }]);
  }
  const mayReachPrivate = includesScope(actor.scopes, "installation");
  if (grant.allow_private && !mayReachPrivate) {
    return refuse("not-permitted", "allow_private needs a key with the scope installation");
  }
  const { href, hostname, protocol } = new URL(url);
  const isPrivate = isPlainlyPrivateHost(hostname);
  const allowPrivate = grant.allow_private ?? (mayReachPrivate && isPrivate);
  if (isPrivate && !allowPrivate) {
    const message = "leads to a private address: that needs a key with the scope installation";
    return invalidFields([{ field: "jwks_url", message }]);
  }
  if (protocol !== "https:" && !allowPrivate) {
    return invalidFields([{ field: "jwks_url", message: "must be https" }]);
  }
  const { algorithm } = grant;
  if (algorithm !== undefined && algorithms[algorithm].use !== "signature") {
    return invalidFields([
      { field: "algorithm", message: "a set holds public keys: name one that has them" },
    ]);
  }
  return { done: { ...key, algorithm, source: "jwks", jwksUrl: href, allowPrivate } };
}

function emptyKey(actor: Actor, id: string, nowSeconds: number): TokenKeySettings {
  return {
    ...blankTokenKey,
    id,
    organization: actor.organization,
    name: "",
    kid: id,
    algorithm: undefined,
    source: "created",
    createdAtSeconds: nowSeconds,
    createdBy: actor.id,
  };
}
