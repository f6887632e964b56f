import type { Target } from "@sluice/policy";
import type { Actor } from "../../commands/actor.ts";
import { mayUseApplication } from "../../commands/permissions.ts";
import type { Registry } from "../../registry/registry.ts";
import type { TokenOrder } from "./token-order.ts";
import { textInPath } from "./token-target.ts";

/** Streams that a warning names. */
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
  const others: string[] = [];
  for (const { name, value } of declared.streamsAfter(actor.organization, "")) {
    if (!isInAddress(text, name, value.aliases) || own.includes(name)) continue;
    if (mayUseApplication(actor, applicationOf(name))) others.push(name);
    if (others.length > MOST_NAMED) break;
  }
  const [only] = own;
  if (only === undefined) {
    return others.length === 0
      ? "no registered stream has the text of catu in its name or an alias"
      : `the text of catu is in the address of ${listed(others)}: this token opens all of them`;
  }
  return others.length === 0
    ? undefined
    : `the text of catu is also in the address of ${listed(others)}: here this token opens ${only} alone, but who judges its text alone opens all of them`;
}

/** True when the text is in one of the addresses that a stream has: by its name, and by each alias. */
function isInAddress(text: string, name: string, aliases: readonly string[]): boolean {
  // Most texts are ids: an organization may have many streams, and this is asked of each.
  if (!text.includes("/")) return name.includes(text) || aliases.some(alias => alias.includes(text));
  const application = applicationOf(name);
  return `/${name}/`.includes(text) || aliases.some(alias => `/${application}/${alias}/`.includes(text));
}

function applicationOf(name: string): string {
  return name.slice(0, name.indexOf("/"));
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return names.length > MOST_NAMED ? `${shown} and more` : shown;
}
