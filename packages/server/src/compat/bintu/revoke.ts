import { openToken } from "@sluice/token";
import { invalidFields } from "../../commands/command-problem.ts";
import { tokenIdOf } from "../../commands/tokens/token-id.ts";
import { revokeToken } from "../../commands/tokens/token-state.ts";
import type { CompatRoute } from "../compat-system.ts";
import { readToken } from "./read-token.ts";

/**
 * `POST /api/v1/splay/revoke`: revokes a token of any kind for good, by its text or its public id, also after its end, and
 * ends its sessions. One of another organization is told from none no more than there is a way to tell.
 */
export const revokeRoute: CompatRoute = {
  method: "POST",
  url: "/api/v1/splay/revoke",
  scope: "tokens:revoke",
  async answer(dependencies, { body }, actor) {
    const read = readToken(body);
    if ("problem" in read) return read;
    const outcome = await revokeToken(dependencies, actor, read.token);
    if ("done" in outcome) return { status: 204 };
    if (outcome.problem.reason !== "not-found") return outcome;
    if (!isWellFormed(read.token)) return invalidFields([{ field: "token", message: "malformed JWT" }]);
    return {
      problem: { reason: "not-found", detail: "this token belongs to another organization, or to none" },
    };
  },
};

function isWellFormed(text: string): boolean {
  return tokenIdOf(text) !== undefined || !("problem" in openToken(text));
}
