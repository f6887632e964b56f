import { endReasonOf } from "@sluice/policy";
import { isSettingKey } from "../../keys/is-setting-key.ts";
import { tokenKeyStateAt } from "../../keys/token-key-state.ts";
import { randomRecordId } from "../../lib/random-names.ts";
import type { TokenKeyRecord } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { emitRuleWritten } from "../revocations/revocation-events.ts";
import { retired } from "./apply-token-key-patch.ts";
import { changeTokenKey, ofSetting, type TokenKeyOrder } from "./change-token-key.ts";
import { applicationsOfKey, findTokenKey } from "./find-token-key.ts";
import type { TokenKeyDependencies } from "./token-key-dependencies.ts";
import { settingsOf } from "./token-key-role.ts";

/** A withdrawal: `forget` removes a key that has retired, so that its kid is free again. */
export interface TokenKeyWithdrawal extends Pick<TokenKeyOrder, "id" | "version"> {
  readonly forget: boolean;
  /** When the call came: the rule tells how long its effect took from then. */
  readonly arrivedMilliseconds: number;
}

/**
 * Retires a key at once: what it signed opens nothing any more, and every session of it ends. The rule comes first, so
 * that a crash in between leaves no session of a key that has retired.
 */
export async function revokeTokenKey(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  { id, version, forget, arrivedMilliseconds }: TokenKeyWithdrawal,
): Promise<Outcome<TokenKeyRecord>> {
  const key = findTokenKey(dependencies, actor, id);
  if (!key) return refuse("not-found", "there is no such token key");
  if (version !== undefined && version !== key.version) {
    return refuse("version-stale", `this token key is at version ${key.version}`);
  }
  if (isSettingKey(key)) return ofSetting(key);
  if (forget) return forgetKey(dependencies, actor, { id, version });
  await endSessionsOf(dependencies, actor, key, arrivedMilliseconds);
  return changeTokenKey(dependencies, actor, {
    id,
    version,
    action: "token-key.revoke",
    next: before => ({
      done: {
        writes: [{ write: "put", key: retired(settingsOf(before)), version: before.version }],
        afterId: id,
      },
    }),
  });
}

function forgetKey(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  order: Pick<TokenKeyOrder, "id" | "version">,
): Promise<Outcome<TokenKeyRecord>> {
  const nowSeconds = Math.floor(dependencies.nowMilliseconds() / 1000);
  return changeTokenKey(dependencies, actor, {
    ...order,
    action: "token-key.forget",
    next(key) {
      if (tokenKeyStateAt(key, nowSeconds) !== "retired") {
        return refuse("state-conflict", "only a token key that has retired can be forgotten");
      }
      const { organization, id, version } = key;
      return { done: { writes: [{ write: "remove", organization, id, version }], afterId: undefined } };
    },
  });
}

async function endSessionsOf(
  { store, sessions, events, nowMilliseconds }: TokenKeyDependencies,
  actor: Actor,
  key: TokenKeyRecord,
  arrivedMilliseconds: number,
): Promise<void> {
  const selector = { key: key.id };
  const { rule, endedSessionIds } = await store.revoke({
    id: randomRecordId("rv"),
    organization: key.organization,
    selector,
    issuedUpToMilliseconds: undefined,
    untilSeconds: undefined,
    createdBy: actor.id,
    applications: applicationsOfKey(key),
    nowSeconds: Math.floor(nowMilliseconds() / 1000),
  });
  sessions.markEnded(endedSessionIds, endReasonOf(selector));
  emitRuleWritten(events, rule, nowMilliseconds());
  const effectMilliseconds = Math.max(0, Math.ceil(nowMilliseconds() - arrivedMilliseconds));
  // What has been revoked stays so when this cannot be written.
  await store.noteRevocationEffect(rule.id, effectMilliseconds).catch(() => undefined);
}
