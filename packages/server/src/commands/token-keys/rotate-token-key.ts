import type { Jwk } from "@sluice/token";
import { generateTokenKey, valueOfTokenKey } from "../../keys/generate-token-key.ts";
import { tokenKeyStateAt } from "../../keys/token-key-state.ts";
import { randomRecordId } from "../../lib/random-names.ts";
import type { TokenKeyRecord, TokenKeySettings, TokenKeyWrite } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { retired } from "./apply-token-key-patch.ts";
import { changeTokenKey, type TokenKeySteps } from "./change-token-key.ts";
import { type IssuedTokenKey, withMaterial } from "./create-token-key.ts";
import { findTokenKey } from "./find-token-key.ts";
import type { TokenKeyDependencies } from "./token-key-dependencies.ts";
import { beyondRights } from "./token-key-rights.ts";
import { holderOfRole, settingsOf } from "./token-key-role.ts";

/** The rotation of a key that was made here. */
export interface TokenKeyRotation {
  readonly id: string;
  readonly version: number | undefined;
  /** So long the key before vouches for what it has signed; then it retires. */
  readonly overlapSeconds: number;
}

/**
 * Makes a key with the same settings that signs from now on, as the default where the one before was. That one vouches
 * for `overlapSeconds` more, as the previous one, and signs nothing.
 */
export async function rotateTokenKey(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  { id, version, overlapSeconds }: TokenKeyRotation,
): Promise<Outcome<IssuedTokenKey>> {
  const nowSeconds = Math.floor(dependencies.nowMilliseconds() / 1000);
  const { algorithm = "HS256", valueEncoding } = findTokenKey(dependencies, actor, id) ?? {};
  const made = await generateTokenKey(algorithm, valueEncoding);
  const order = { nowSeconds, overlapSeconds, nextId: randomRecordId("key"), made };
  const outcome = await changeTokenKey(dependencies, actor, {
    id,
    version,
    action: "token-key.rotate",
    next: key => rotated(dependencies, actor, key, order),
  });
  if ("problem" in outcome) return outcome;
  return { done: { record: outcome.done, value: valueOfTokenKey(made, valueEncoding) } };
}

interface Order {
  readonly nowSeconds: number;
  readonly overlapSeconds: number;
  readonly nextId: string;
  readonly made: Jwk;
}

function rotated(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  record: TokenKeyRecord,
  { nowSeconds, overlapSeconds, nextId, made }: Order,
): Outcome<TokenKeySteps> {
  if (record.source !== "created") {
    return refuse("state-conflict", "a key that came from elsewhere is rotated there: take in the next one");
  }
  if (tokenKeyStateAt(record, nowSeconds) !== "active") {
    return refuse("state-conflict", "only an active token key is rotated");
  }
  const key = settingsOf(record);
  const next = withMaterial(dependencies, successor(key, actor, nextId, nowSeconds), made);
  const beyond = beyondRights(actor, next);
  if (beyond) return beyond;
  const writes: TokenKeyWrite[] = [
    { write: "put", key: next, version: 0 },
    { write: "put", key: former(key, nowSeconds, overlapSeconds), version: record.version },
  ];
  const previous = key.role === "default" ? holderOfRole(dependencies.tokenKeys, key, "previous") : undefined;
  if (previous) {
    const stripped = { ...settingsOf(previous), role: undefined };
    writes.push({ write: "put", key: stripped, version: previous.version });
  }
  return { done: { writes, afterId: nextId } };
}

function successor(key: TokenKeySettings, actor: Actor, id: string, nowSeconds: number): TokenKeySettings {
  return {
    ...key,
    id,
    kid: id,
    state: "active",
    activatesAtSeconds: undefined,
    verifyOnlyAtSeconds: undefined,
    retiresAtSeconds: undefined,
    createdAtSeconds: nowSeconds,
    createdBy: actor.id,
  };
}

function former(key: TokenKeySettings, nowSeconds: number, overlapSeconds: number): TokenKeySettings {
  if (overlapSeconds === 0) return retired(key);
  const until = Math.min(nowSeconds + overlapSeconds, key.retiresAtSeconds ?? Number.POSITIVE_INFINITY);
  return {
    ...key,
    state: "verify-only",
    role: key.role === "default" ? "previous" : undefined,
    retiresAtSeconds: until,
  };
}
