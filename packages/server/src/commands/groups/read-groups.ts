import type { Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { type NamedPaging, namedPage } from "../declaring/named-page.ts";
import { findGroup, seenBy } from "./find-group.ts";
import { type GroupView, groupView } from "./group-view.ts";

type Reading = Pick<Registry, "declared" | "membersOf">;

/** The groups that the actor may see, by id. */
export function listGroups(registry: Reading, actor: Actor, paging: NamedPaging) {
  return namedPage(paging, {
    after: id => registry.declared.groupsAfter(actor.organization, id),
    nameOf: group => group.value.id,
    view(group) {
      const found = seenBy(registry, actor, group);
      return found && groupView(found.group, found.members);
    },
  });
}

/** One group that the actor may see. */
export function readGroup(registry: Reading, actor: Actor, id: string): GroupView | undefined {
  const found = findGroup(registry, actor, id);
  return found && groupView(found.group, found.members);
}
