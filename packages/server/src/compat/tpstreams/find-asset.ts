import type { Actor } from "../../commands/actor.ts";
import { resolveName } from "../../commands/resolve-name.ts";
import type { LocatedStream } from "../../registry/application.ts";
import { isLocated } from "../../registry/registry.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatCall, CompatProblem } from "../compat-system.ts";

/** What a path names: `/api/v1/{org}/assets/{asset}/…`. */
export interface NamedAsset {
  readonly stream: LocatedStream;
  /** As it was asked for: an alias, a stream's name, or `application/stream` with its slash encoded. */
  readonly asset: string;
  readonly organization: string;
}

/**
 * The stream that a path names, inside the organization of whoever asks. Another organization's code is answered as an asset
 * that there is not.
 */
export function findAsset(
  { registry }: Pick<CompatDependencies, "registry">,
  actor: Actor,
  { params }: Pick<CompatCall, "params">,
): { readonly done: NamedAsset } | { readonly problem: CompatProblem } {
  const { org = "", asset = "" } = params;
  const found = org === actor.organization ? resolveName(registry, actor, asset) : undefined;
  if (found && isLocated(found)) return { done: { stream: found, asset, organization: org } };
  if (found?.problem === "ambiguous") {
    const detail = `this asset could be ${found.candidates.join(" or ")}`;
    return { problem: { reason: "request-invalid", detail } };
  }
  return { problem: { reason: "not-found", detail: "there is no such asset" } };
}
