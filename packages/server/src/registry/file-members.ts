import { DEFAULT_ENTRIES } from "../declarations/build-stream.ts";
import type { FileDeclarations } from "../declarations/file-declarations.ts";
import { FIRST_ORGANIZATION, streamDefaults } from "./built-in.ts";
import { type DeclaredStream, unstored } from "./declared.ts";
import { locateStream } from "./locate.ts";
import { type FileMember, indexOf, type RegistryState } from "./registry-state.ts";

/** The streams that the file's groups list, by their full names. */
export function fileMembersOf({ groups }: FileDeclarations): ReadonlyMap<string, FileMember> {
  return new Map(
    groups.flatMap(({ id, streams }) =>
      streams.map(({ name, declaredIn }) => [name, { group: id, declaredIn }] as const),
    ),
  );
}

/** The stream in the group that the file lists it under; itself when the file lists it nowhere. */
export function inFileGroup(
  { fileMembers }: RegistryState,
  organization: string,
  stream: DeclaredStream,
): DeclaredStream {
  const member = organization === FIRST_ORGANIZATION ? fileMembers.get(stream.name) : undefined;
  if (!member) return stream;
  const value = { ...stream.value, group: member.group };
  return { ...stream, value, groupDeclaredIn: member.declaredIn };
}

/**
 * Registers the streams that the file's groups list and nobody has registered, where their applications take any name;
 * warns of the others.
 */
export function registerFileMembers(state: RegistryState): void {
  const index = indexOf(state, FIRST_ORGANIZATION);
  for (const [name, { group, declaredIn }] of state.fileMembers) {
    if (index.stream(name)) continue;
    const [applicationName = "", ...segments] = name.split("/");
    const application = state.applications.get(applicationName)?.value;
    const isOwn = application?.organization === FIRST_ORGANIZATION;
    const found = isOwn ? locateStream(application, undefined, segments) : undefined;
    if (found?.rest.length !== 0) {
      state.warnings.push(`${declaredIn}: the group ${group} lists ${name}, and there is no such stream`);
      continue;
    }
    const stream = { ...streamDefaults, id: found.stream.id, group, entries: DEFAULT_ENTRIES };
    index.putStream({ ...unstored(stream, undefined, declaredIn), name, groupDeclaredIn: declaredIn });
  }
}
