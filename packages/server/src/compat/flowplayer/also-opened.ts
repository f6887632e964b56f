import type { Target } from "@sluice/policy";
import type { Actor } from "../../commands/actor.ts";
import { mayUseApplication } from "../../commands/permissions.ts";
import type { Registry } from "../../registry/registry.ts";
import type { TokenOrder } from "./token-order.ts";
import { textInPath } from "./token-target.ts";

/** Streams that a warning names; the rest it counts. */
const MOST_NAMED = 10;

/**
 * Warns of streams in whose addresses the text also is that a path must contain, for a response header; undefined: there is
 * none. Only streams that the actor may see are told, by their names, never what was asked for.
 */
export function alsoOpened(
  { declared }: Pick<Registry, "declared">,
  actor: Actor,
  order: TokenOrder,
  target: Target,
): string | undefined {
  const text = textInPath(order);
  if (text === undefined) return undefined;
  const own = "streams" in target ? target.streams : [];
  const others = [...declared.streamsAfter(actor.organization, "")]
    .filter(({ name }) => mayUseApplication(actor, name.split("/", 1)[0] ?? "") && !own.includes(name))
    .filter(({ name, value }) => addressesOf(name, value.aliases).some(address => address.includes(text)))
    .map(({ name }) => name);
  const [only] = own;
  if (only === undefined) {
    return others.length === 0
      ? "no registered stream has the text of catu in its address"
      : `the text of catu is in the address of ${listed(others)}: this token opens all of them`;
  }
  return others.length === 0
    ? undefined
    : `the text of catu is also in the address of ${listed(others)}: here this token opens ${only} alone, but who judges its text alone opens all of them`;
}

function addressesOf(name: string, aliases: readonly string[]): readonly string[] {
  const [application = ""] = name.split("/", 1);
  return [`/${name}/`, ...aliases.map(alias => `/${application}/${alias}/`)];
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
