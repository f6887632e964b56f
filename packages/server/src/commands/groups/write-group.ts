import { storedGroup } from "../../registry/from-store.ts";
import type { ObjectWrite, StoredObject } from "../../store/objects.ts";
import type { Actor } from "../actor.ts";
import type { Change } from "../audit/audit-entry.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import type { MemberChange } from "./change-members.ts";
import { type GroupView, groupView } from "./group-view.ts";

/** A group and its members as they are to be. */
export interface GroupWrite extends Pick<Change, "action" | "before"> {
  readonly id: string;
  /** The version that is replaced; 0 for one that nobody has declared. */
  readonly version: number;
  readonly title: string | undefined;
  readonly change: MemberChange;
}

/** Writes a group with the streams that move, in one step, and closes what they leave behind. */
export async function writeGroup(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { id, version, title, change, ...audit }: GroupWrite,
): Promise<Outcome<GroupView>> {
  const { organization } = actor;
  const document = { settings: title === undefined ? {} : { title } };
  const group: ObjectWrite = { write: "put", kind: "group", organization, id, version, document };
  const viewOf = (objects: readonly StoredObject[]): GroupView => {
    const object = objects.find(({ kind }) => kind === "group");
    if (!object) throw new Error("no group was written");
    return groupView(storedGroup(object), change.members);
  };
  const written = await writeDeclared(dependencies, actor, {
    ...audit,
    subject: { kind: "group", id },
    writes: [group, ...change.writes],
    after: viewOf,
  });
  if ("problem" in written) return written;
  await dependencies.followSessions(
    ({ record }) => record.organization === organization && change.moved.has(record.stream),
  );
  return { done: viewOf(written.done) };
}

/** A key that may not see all of a group's streams cannot change it: others would be cut off by it. */
export function notWhole() {
  return refuse("not-permitted", "the group has streams of applications that this API key is not for");
}
