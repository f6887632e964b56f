import type { CommandProblem } from "../../commands/command-problem.ts";
import { createTokens } from "../../commands/tokens/create-tokens.ts";
import { viewToken } from "../../commands/tokens/read-tokens.ts";
import type { TokenGrant } from "../../commands/tokens/token-grant.ts";
import type { CompatProblem, CompatRoute } from "../compat-system.ts";
import { findAsset, type NamedAsset } from "./find-asset.ts";
import { readFields, type TokenFields } from "./read-fields.ts";
import { invalid, readMembers } from "./read-members.ts";
import { tokenObject } from "./token-object.ts";

/** `POST /api/v1/{org}/assets/{asset}/access_tokens/`: makes a token that plays the asset, for ever unless told otherwise. */
export const createTokenRoute: CompatRoute = {
  method: "POST",
  url: "/api/v1/:org/assets/:asset/access_tokens/",
  scope: "tokens:create",
  async answer(dependencies, call, actor) {
    const named = findAsset(dependencies, actor, call);
    if ("problem" in named) return named;
    const read = await readMembers(call);
    const fields = "problem" in read ? read : readFields(read.members);
    if ("problem" in fields) return fields;
    const grant = grantOf(named.done, fields.fields);
    const outcome = await createTokens(dependencies, actor, { grants: [grant], form: "one" });
    if ("problem" in outcome) return { problem: inTheirWords(outcome.problem) };
    const [created] = outcome.done.tokens;
    if (!created) throw new Error("one grant made no token");
    const token = await viewToken(dependencies, created.record);
    const { asset } = named.done;
    const text = created.text.expose();
    return { status: 201, json: tokenObject(dependencies.urls, { token, asset, text }) };
  },
};

function grantOf(
  { stream }: NamedAsset,
  { timeToLive = null, expiresAfterFirstUsage, annotations = [] }: TokenFields,
): TokenGrant {
  return {
    // Not one-time: `expires_after_first_usage` may be taken back later on.
    kind: "access",
    action: "play",
    target: { streams: [stream.facts.stream] },
    ttl_seconds: timeToLive,
    ...(expiresAfterFirstUsage ? { max_uses: 1 } : {}),
    annotations,
    form: "uuid",
  };
}

/** Their word for each of ours that a problem may name. */
const theirWords: Readonly<Record<string, string>> = {
  expires_at: "time_to_live",
  ttl_seconds: "time_to_live",
  not_before: "time_to_live",
  max_uses: "expires_after_first_usage",
};

/** A problem of our commands with their names of fields. */
export function inTheirWords(problem: CommandProblem): CompatProblem {
  const { errors } = problem;
  if (errors === undefined) return problem;
  return invalid(errors.map(({ field, message }) => ({ field: theirWords[field] ?? field, message })))
    .problem;
}
