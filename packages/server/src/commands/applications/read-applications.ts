import type { Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { type NamedPaging, namedPage } from "../declaring/named-page.ts";
import { mayUseApplication } from "../permissions.ts";
import { applicationView } from "./application-view.ts";
import { findApplication } from "./find-application.ts";

/** The applications that the actor may see, by name. */
export function listApplications(
  { declared }: Pick<Registry, "declared">,
  actor: Actor,
  paging: NamedPaging,
) {
  return namedPage(paging, {
    after: name => declared.applicationsAfter(actor.organization, name),
    nameOf: application => application.value.name,
    view: application =>
      mayUseApplication(actor, application.value.name) ? applicationView(application) : undefined,
  });
}

/** One application that the actor may see. */
export function readApplication(registry: Pick<Registry, "declared">, actor: Actor, name: string) {
  const found = findApplication(registry, actor, name);
  return found && applicationView(found);
}
