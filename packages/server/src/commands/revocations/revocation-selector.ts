import { parseNetwork, type RevocationSelector } from "@sluice/policy";
import { isSessionId } from "../../lib/random-names.ts";
import { holdsCredential } from "../../lib/redact.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import type { FieldProblem } from "../field-problem.ts";
import { resolveName } from "../resolve-name.ts";
import { tokenIdOf } from "../tokens/token-id.ts";

/** What of an order can be wrong by itself. */
interface SelectorOrder {
  readonly selector: RevocationSelector;
  readonly permanent?: boolean | undefined;
  readonly until?: number | undefined;
}

/** Ids of keys are short; what is longer may be a key's text. */
const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

/** Everything that is wrong with an order by itself. */
export function selectorProblems({ selector, permanent, until }: SelectorOrder): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (Object.values(selector).every(value => value === undefined)) {
    problems.push({ field: "selector", message: "name what to revoke: token, user, tag, stream, group, …" });
  }
  if (permanent && until !== undefined) {
    problems.push({ field: "until", message: "give permanent or until, not both" });
  }
  return [...problems, ...fieldProblems(selector)];
}

/** What could never match would be kept as it was sent, and might be the text of a credential, damaged or not. */
function fieldProblems(selector: RevocationSelector): readonly FieldProblem[] {
  const { token, session, key, ip, ...texts } = selector;
  const problems: FieldProblem[] = [];
  if (token !== undefined && tokenIdOf(token) === undefined) {
    problems.push({ field: "selector.token", message: "this is no token and no token's id" });
  }
  if (session !== undefined && !isSessionId(session)) {
    problems.push({ field: "selector.session", message: "this is no session's id" });
  }
  if (key !== undefined && (!KEY_ID.test(key) || holdsCredential(key))) {
    problems.push({ field: "selector.key", message: "this is no key's id (sk_… or key_…)" });
  }
  if (ip !== undefined && !parseNetwork(ip)) {
    problems.push({ field: "selector.ip", message: "this is no address and no CIDR network" });
  }
  for (const [field, value] of Object.entries(texts)) {
    if (typeof value === "string" && holdsCredential(value)) {
      problems.push({ field: `selector.${field}`, message: "this holds a credential; name it by token" });
    }
  }
  return problems;
}

/** Tokens by their public id, streams by their one name: the selector as the rule will be matched. */
export function canonicalSelector(
  registry: Registry,
  actor: Actor,
  selector: RevocationSelector,
): RevocationSelector {
  const found = selector.stream === undefined ? undefined : resolveName(registry, actor, selector.stream);
  return {
    ...selector,
    ...(selector.token === undefined ? {} : { token: tokenIdOf(selector.token) ?? selector.token }),
    ...(found && isLocated(found) ? { stream: found.facts.stream } : {}),
  };
}
