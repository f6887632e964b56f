import type { DeclaredStream } from "../../registry/declared.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { mayUseApplication } from "../permissions.ts";

/** A registered stream that the actor may see, by its full name, an alias, or an id that only one stream has. */
export function findStream(
  registry: Pick<Registry, "declared" | "resolve">,
  actor: Actor,
  name: string,
): DeclaredStream | undefined {
  const found = registry.resolve(actor.organization, name);
  if (!isLocated(found) || !mayUseApplication(actor, found.application.name)) return undefined;
  return registry.declared.stream(actor.organization, found.facts.stream);
}
