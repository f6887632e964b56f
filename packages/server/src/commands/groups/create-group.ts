import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { nameTaken } from "../declaring/problems.ts";
import { changeMembers } from "./change-members.ts";
import type { GroupView } from "./group-view.ts";
import { writeGroup } from "./write-group.ts";

/** What a new group is to be. */
export interface NewGroup {
  readonly id: string;
  readonly title?: string | null | undefined;
  readonly streams?: readonly string[] | null | undefined;
}

/** Makes a group. Streams that were in another one leave it. */
export function createGroup(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { id, title, streams }: NewGroup,
): Promise<Outcome<GroupView>> {
  return dependencies.declareInTurn(async () => {
    if (dependencies.registry.declared.group(actor.organization, id)) return nameTaken("group", id);
    const change = changeMembers(dependencies, actor, { id, now: [], streams: streams ?? [] });
    if ("problem" in change) return change;
    return writeGroup(dependencies, actor, {
      id,
      version: 0,
      title: title ?? undefined,
      change: change.done,
      action: "group.create",
      before: undefined,
    });
  });
}
