import type { Target } from "@sluice/policy";
import type { Actor } from "../../commands/actor.ts";
import { resolveName } from "../../commands/resolve-name.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { TokenOrder } from "./token-order.ts";

const PATH = "3";
const CONTAINS = 3;

/** The text that `catu` wants somewhere in the path; undefined: it wants none. */
export function textInPath({ catu }: Pick<TokenOrder, "catu">): string | undefined {
  const match = catu?.[PATH];
  return match?.[0] === CONTAINS ? match[1] : undefined;
}

/**
 * What a token opens besides what its text says, both of which must hold: the stream whose id, name or alias its path must
 * contain, else everything, which needs the right to hand that out.
 */
export function targetOf(registry: Pick<Registry, "resolve">, actor: Actor, order: TokenOrder): Target {
  const text = textInPath(order)?.replace(/^\/|\/$/g, "");
  const found = text === undefined ? undefined : resolveName(registry, actor, text);
  return found && isLocated(found) ? { streams: [found.facts.stream] } : { organization: true };
}
