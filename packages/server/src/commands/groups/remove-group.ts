import type { ObjectWrite } from "../../store/objects.ts";
import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, unknown } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { findGroup } from "./find-group.ts";
import { groupView } from "./group-view.ts";
import { memberWrites } from "./member-writes.ts";
import { notWhole } from "./write-group.ts";

/** Removes a group. Its streams stay, each a group of its own again; sessions end whose token opens the group only. */
export function removeGroup(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { id, version }: { readonly id: string; readonly version: number | undefined },
): Promise<Outcome<undefined>> {
  const { registry, declareInTurn, followSessions } = dependencies;
  return declareInTurn(async () => {
    const found = findGroup(registry, actor, id);
    if (!found) return unknown("group");
    const { group, members } = found;
    const problem = changeProblem(`the group ${id}`, group, version);
    if (problem) return problem;
    if (!found.isWhole) return notWhole();
    const { organization } = actor;
    const left = memberWrites(registry, organization, { names: members, group: undefined });
    if ("problem" in left) return left;
    const own: ObjectWrite = { write: "remove", kind: "group", organization, id, version: group.version };
    const written = await writeDeclared(dependencies, actor, {
      action: "group.delete",
      subject: { kind: "group", id },
      before: groupView(group, members),
      writes: [...left.done, ...(group.version === 0 ? [] : [own])],
    });
    if ("problem" in written) return written;
    const moved = new Set(members);
    await followSessions(({ record }) => record.organization === organization && moved.has(record.stream));
    return { done: undefined };
  });
}
