import type { DeclaredApplication } from "../../registry/declared.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { mayUseApplication } from "../permissions.ts";

/** An application that the actor may see: of its organization, and one that its key is not kept from. */
export function findApplication(
  { declared }: Pick<Registry, "declared">,
  actor: Actor,
  name: string,
): DeclaredApplication | undefined {
  const found = declared.application(name);
  if (found?.value.organization !== actor.organization) return undefined;
  return mayUseApplication(actor, name) ? found : undefined;
}
