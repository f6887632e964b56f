import type { Actor } from "../../commands/actor.ts";
import type { Outcome } from "../../commands/command-problem.ts";
import { createTokenKey, type IssuedTokenKey } from "../../commands/token-keys/create-token-key.ts";
import { viewTokenKey } from "../../commands/token-keys/read-token-keys.ts";
import { revokeTokenKey } from "../../commands/token-keys/revoke-token-key.ts";
import { randomHex } from "../../lib/random-names.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatRoute } from "../compat-system.ts";
import { readBody } from "../read-body.ts";
import { type Dialect, ovp, wowza, wowzaBeta } from "./dialects.ts";
import { keyAnswer } from "./key-answer.ts";
import { type KeyOrder, keyGrant, keyOrder } from "./key-order.ts";
import { pageOf } from "./list-keys.ts";
import { playbackKeysOf } from "./playback-key.ts";

const KID_DIGITS = 5;
/** So often another id is drawn: an organization has at most 1,000 keys, and a million ids. */
const ATTEMPTS = 10;

const create = (dialect: Dialect): CompatRoute => ({
  method: "POST",
  url: `${dialect.base}/playback_tokens/keys`,
  scope: "keys:write",
  async answer(dependencies, { body }, actor) {
    const read = readBody(body, keyOrder);
    if ("problem" in read) return read;
    const { isWrapped, ...order } = read.value;
    const outcome = await createUnderFreshId(dependencies, actor, order);
    if ("problem" in outcome) return outcome;
    const { record, value } = outcome.done;
    const seen = { ...viewTokenKey(dependencies, record), kid: record.kid };
    const key = { ...keyAnswer(seen, dialect), value: value?.expose() ?? null };
    const wrapped = isWrapped || dialect.wrapsKeys ? { playback_token_key: key } : {};
    return { status: dialect.created, json: isWrapped ? wrapped : { ...key, ...wrapped } };
  },
});

async function createUnderFreshId(
  dependencies: CompatDependencies,
  actor: Actor,
  order: KeyOrder,
): Promise<Outcome<IssuedTokenKey>> {
  const owner = dependencies.organizationUuid(actor.organization);
  for (let attempt = 1; ; attempt += 1) {
    const kid = `${owner}-${randomHex(KID_DIGITS)}`;
    const outcome = await createTokenKey(dependencies, actor, keyGrant(order, actor, kid));
    const isTaken = "problem" in outcome && outcome.problem.reason === "name-taken";
    if (!isTaken || attempt === ATTEMPTS) return outcome;
  }
}

const list = (dialect: Dialect): CompatRoute => ({
  method: "GET",
  url: `${dialect.base}/playback_tokens/keys`,
  scope: "keys:read",
  async answer(dependencies, { query }, actor) {
    const living = playbackKeysOf(dependencies, actor).filter(({ state }) => state !== "retired");
    const page = pageOf(living, query);
    if ("problem" in page) return page;
    const keys = page.items.map(key => keyAnswer(key, dialect));
    return { status: 200, json: { playback_token_keys: keys, pagination: page.pagination } };
  },
});

const remove = (dialect: Dialect): CompatRoute => ({
  method: "DELETE",
  url: `${dialect.base}/playback_tokens/keys/:id`,
  scope: "keys:write",
  async answer(dependencies, { params: { id }, nowMilliseconds }, actor) {
    const key = playbackKeysOf(dependencies, actor).find(({ kid }) => kid === id);
    if (!key) return { problem: { reason: "not-found", detail: "there is no such key" } };
    if (key.state === "retired") return { problem: { reason: "gone", detail: "this key was deleted" } };
    const outcome = await revokeTokenKey(dependencies, actor, {
      id: key.id,
      version: undefined,
      forget: false,
      arrivedMilliseconds: nowMilliseconds,
    });
    return "problem" in outcome ? outcome : { status: 204 };
  },
});

/** Keys of playback tokens: create, list, delete. A key that was deleted is remembered, so that its id never means another. */
export const keyRoutes: readonly CompatRoute[] = [ovp, wowza, wowzaBeta].flatMap(dialect => [
  create(dialect),
  list(dialect),
  remove(dialect),
]);
