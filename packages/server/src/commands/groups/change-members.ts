import type { ObjectWrite } from "../../store/objects.ts";
import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { memberNames, memberWrites } from "./member-writes.ts";

/** The streams that join a group and those that leave it, and what is written for them. */
export interface MemberChange {
  readonly writes: readonly ObjectWrite[];
  /** Full names of all that move. */
  readonly moved: ReadonlySet<string>;
  /** Full names of all that are in the group then. */
  readonly members: readonly string[];
}

/** What makes these streams the members of a group, instead of those that are in it now. */
export function changeMembers(
  { registry }: Pick<DeclaringDependencies, "registry">,
  actor: Actor,
  change: { readonly id: string; readonly now: readonly string[]; readonly streams: readonly string[] },
): Outcome<MemberChange> {
  const wanted = memberNames(registry, actor, change.streams);
  if ("problem" in wanted) return wanted;
  const members = wanted.done;
  const [before, after] = [new Set(change.now), new Set(members)];
  const { organization } = actor;
  const joining = members.filter(name => !before.has(name));
  const leaving = change.now.filter(name => !after.has(name));
  const joined = memberWrites(registry, organization, { names: joining, group: change.id });
  if ("problem" in joined) return joined;
  const left = memberWrites(registry, organization, { names: leaving, group: undefined });
  if ("problem" in left) return left;
  return {
    done: { writes: [...joined.done, ...left.done], moved: new Set([...joining, ...leaving]), members },
  };
}
