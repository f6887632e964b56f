import { viewToken } from "../../commands/tokens/read-tokens.ts";
import type { TokenChange } from "../../commands/tokens/token-grant.ts";
import { updateToken } from "../../commands/tokens/update-token.ts";
import type { CompatRoute } from "../compat-system.ts";
import { inTheirWords } from "./create-token.ts";
import { findCode, type KnownToken } from "./find-code.ts";
import { readFields, type TokenFields } from "./read-fields.ts";
import { invalid, readMembers } from "./read-members.ts";
import { tokenObject } from "./token-object.ts";

const answer: CompatRoute["answer"] = async (dependencies, call, actor) => {
  const found = await findCode(dependencies, actor, call);
  if ("problem" in found) return found;
  const read = await readMembers(call);
  const fields = "problem" in read ? read : readFields(read.members);
  if ("problem" in fields) return fields;
  const { token, asset, text } = found.done;
  if (token.kind === "one-time" && fields.fields.expiresAfterFirstUsage === false) {
    const message = "This token was made as a one-time token and stays one.";
    return invalid([{ field: "expires_after_first_usage", message }]);
  }
  const change = changeOf(token, fields.fields);
  const order = { idOrText: token.id, change, version: undefined };
  const isChange = Object.keys(change).length > 0;
  const outcome = isChange ? await updateToken(dependencies, actor, order) : { done: token };
  if ("problem" in outcome) return { problem: inTheirWords(outcome.problem) };
  const view = await viewToken(dependencies, outcome.done);
  return { status: 200, json: tokenObject(dependencies.urls, { token: view, asset, text }) };
};

const url = "/api/v1/:org/assets/:asset/access_tokens/:code/";

/**
 * `PUT` and `PATCH …/access_tokens/{code}/`: changes what is given, as their example does; `time_to_live` counts from now, and 0
 * ends the token at once, with the sessions that it has made.
 */
export const updateTokenRoutes: readonly CompatRoute[] = [
  { method: "PUT", url, scope: "tokens:update", answer },
  { method: "PATCH", url, scope: "tokens:update", answer },
];

function changeOf(
  token: KnownToken,
  { timeToLive, expiresAfterFirstUsage, annotations }: TokenFields,
): TokenChange {
  return {
    ...(timeToLive === undefined ? {} : { ttl_seconds: timeToLive }),
    // It stays so for a token that is given time again: its next end is as sharp as this one.
    ...(timeToLive === 0 ? { disconnect_at_expiry: true } : {}),
    ...usesOf(token, expiresAfterFirstUsage),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

/** A limit of several uses, which is none of theirs, is not taken away by the way. */
function usesOf({ kind, maxUses }: KnownToken, isOnce: boolean | undefined): TokenChange {
  if (isOnce === undefined || kind === "one-time") return {};
  if (isOnce) return { max_uses: 1 };
  return maxUses === 1 ? { max_uses: null } : {};
}
