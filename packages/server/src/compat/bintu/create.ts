import { type CommandProblem, invalidFields } from "../../commands/command-problem.ts";
import type { FieldProblem } from "../../commands/field-problem.ts";
import { createTokens } from "../../commands/tokens/create-tokens.ts";
import type { CompatRoute } from "../compat-system.ts";
import { grantOf } from "./grant-of.ts";
import { readOrder } from "./read-order.ts";

const MILLISECONDS = 1_000;

/** Their word for each of ours that a problem may name. */
const theirWords: Readonly<Record<string, string>> = {
  target: "streams",
  "target.group": "groupid",
  "target.streams": "streams",
  expires_at: "exp",
  ttl_seconds: "exp",
  not_before: "nbf",
  domains: "domain",
  "domains.0": "domain",
  "claims.cust": "cust",
  "claims.revocable": "revocable",
};

/** `POST /api/v1/splay`: makes a JWT for playing. */
export const createRoute: CompatRoute = {
  method: "POST",
  url: "/api/v1/splay",
  scope: "tokens:create",
  async answer(dependencies, { body, nowMilliseconds }, actor) {
    const order = readOrder(body);
    if ("problem" in order) return order;
    const grant = grantOf(order.value, actor, Math.floor(nowMilliseconds / MILLISECONDS));
    if ("problem" in grant) return grant;
    const outcome = await createTokens(dependencies, actor, { grants: [grant.done], form: "one" });
    if ("problem" in outcome) return { problem: inTheirWords(outcome.problem) };
    const [created] = outcome.done.tokens;
    return { status: 200, json: { success: true, data: { token: created?.text.expose() } } };
  },
};

function inTheirWords(problem: CommandProblem): CommandProblem {
  return problem.errors === undefined ? problem : invalidFields(problem.errors.map(inTheirWord)).problem;
}

function inTheirWord({ field, message }: FieldProblem): FieldProblem {
  const ofStream = /^target\.(streams\.\d+)$/.exec(field)?.[1];
  return { field: ofStream ?? theirWords[field] ?? field, message };
}
