import { isIP } from "node:net";
import { isAbsolute } from "node:path";
import type { OriginSettings } from "../../declarations/origin-schema.ts";
import { addressReach } from "../../lib/address-reach.ts";
import { isPlainlyPrivateHost } from "../../lib/network-address.ts";
import type { Actor } from "../actor.ts";
import { type CommandProblem, invalidFields, refuse } from "../command-problem.ts";
import { includesScope } from "../scopes.ts";

/**
 * Why the actor may not set this origin; undefined: it may. What reaches into the machine or the network around it is
 * for the machine's own operators.
 */
export function originProblem(
  actor: Actor,
  origin: OriginSettings,
): { readonly problem: CommandProblem } | undefined {
  if (origin.folder !== undefined && !isAbsolute(origin.folder)) {
    return invalidFields([{ field: "origin.folder", message: "write an absolute path" }]);
  }
  if (isOperator(actor)) return undefined;
  const reached = reachOf(origin);
  return reached === undefined
    ? undefined
    : refuse("not-permitted", `${reached} needs the scope installation`);
}

/** True when the actor may name folders and private addresses. */
export function isOperator(actor: Actor): boolean {
  return includesScope(actor.scopes, "installation");
}

/** A bucket without an endpoint is at AWS. */
const AWS = "https://s3.amazonaws.com";

function reachOf({ folder, url, endpoint, allow_private }: OriginSettings): string | undefined {
  if (folder !== undefined) return "an origin in a folder of this machine";
  if (allow_private === true) return "allow_private";
  const { hostname } = new URL(url ?? endpoint ?? AWS);
  const host = hostname.replace(/^\[|\]$|\.$/g, "");
  const isInside = isIP(host) === 0 ? isPlainlyPrivateHost(host) : addressReach(host) !== "public";
  return isInside ? "an origin at a private address" : undefined;
}
