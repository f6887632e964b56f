import type { DeclaredGroup } from "../../registry/declared.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { mayUseApplication } from "../permissions.ts";

/** A group, and the streams of it that the actor may see. */
export interface FoundGroup {
  readonly group: DeclaredGroup;
  /** Full names. */
  readonly members: readonly string[];
  /** False when it has streams that the actor may not see: then it cannot change the group either. */
  readonly isWhole: boolean;
}

type Reading = Pick<Registry, "declared" | "membersOf">;

/** A group that the actor may see. A key that is limited to applications sees those with a stream in one of them. */
export function findGroup(registry: Reading, actor: Actor, id: string): FoundGroup | undefined {
  const group = registry.declared.group(actor.organization, id);
  return group && seenBy(registry, actor, group);
}

/** The group as far as the actor may see it; undefined when it may not at all. */
export function seenBy(registry: Reading, actor: Actor, group: DeclaredGroup): FoundGroup | undefined {
  const all = registry.membersOf(actor.organization, group.value.id);
  if (actor.applications === undefined) return { group, members: all, isWhole: true };
  const members = all.filter(name => mayUseApplication(actor, name.slice(0, name.indexOf("/"))));
  return members.length === 0 ? undefined : { group, members, isWhole: members.length === all.length };
}
