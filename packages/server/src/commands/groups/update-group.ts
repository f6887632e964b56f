import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, unknown } from "../declaring/problems.ts";
import { changeMembers } from "./change-members.ts";
import { findGroup } from "./find-group.ts";
import { type GroupView, groupView } from "./group-view.ts";
import { notWhole, writeGroup } from "./write-group.ts";

/** A change of a group: the fields that are given. */
export interface GroupChange {
  readonly id: string;
  /** The version that the caller has read; undefined: whichever it is. */
  readonly version: number | undefined;
  /** Null: none. */
  readonly title?: string | null | undefined;
  /** All that belong to it from now on; null: none. Undefined: as it is. */
  readonly streams?: readonly string[] | null | undefined;
}

/**
 * Changes a group. A token of the group opens a stream that joins at once; when a stream leaves, sessions end whose token
 * opens no other group.
 */
export function updateGroup(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { id, version, title, streams }: GroupChange,
): Promise<Outcome<GroupView>> {
  return dependencies.declareInTurn(async () => {
    const found = findGroup(dependencies.registry, actor, id);
    if (!found) return unknown("group");
    const { group, members } = found;
    const problem = changeProblem(`the group ${id}`, group, version);
    if (problem) return problem;
    if (!found.isWhole) return notWhole();
    const wanted = streams === undefined ? members : (streams ?? []);
    const change = changeMembers(dependencies, actor, { id, now: members, streams: wanted });
    if ("problem" in change) return change;
    return writeGroup(dependencies, actor, {
      id,
      version: group.version,
      title: title === undefined ? group.value.title : (title ?? undefined),
      change: change.done,
      action: "group.update",
      before: groupView(group, members),
    });
  });
}
