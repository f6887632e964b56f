import type { DeclaredStream } from "../../registry/declared.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { resolveName } from "../resolve-name.ts";

/** A registered stream that the actor may see, by its full name, an alias, or an id that only one stream has. */
export function findStream(
  registry: Pick<Registry, "declared" | "resolve">,
  actor: Actor,
  name: string,
): DeclaredStream | undefined {
  const found = resolveName(registry, actor, name);
  if (!isLocated(found)) return undefined;
  return registry.declared.stream(actor.organization, found.facts.stream);
}
