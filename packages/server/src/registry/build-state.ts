import type { FileDeclarations } from "../declarations/file-declarations.ts";
import type { StoredObject } from "../store/objects.ts";
import {
  builtInDocuments,
  builtInStreams,
  DEMO,
  demoApplication,
  FIRST_ORGANIZATION,
  LIVE,
  liveApplication,
} from "./built-in.ts";
import { unstored } from "./declared.ts";
import { fileMembersOf, inFileGroup, registerFileMembers } from "./file-members.ts";
import { applicationOf } from "./from-declaration.ts";
import { putStored } from "./put-stored.ts";
import {
  emptyState,
  indexOf,
  putApplication,
  putOrganization,
  type RegistrySources,
  type RegistryState,
} from "./registry-state.ts";

/** Puts everything together that the sources say. Objects that cannot be used are left out and named in a warning. */
export function buildState({ file, objects, openSealed }: RegistrySources): RegistryState {
  const state = emptyState(fileMembersOf(file));
  const stored = [...objects];
  const ofKind = (kind: StoredObject["kind"]) => stored.filter(object => object.kind === kind);
  putOrganization(state, unstored({ code: FIRST_ORGANIZATION, title: undefined }, { settings: {} }));
  putBuiltIn(state, file);
  putFile(state, file);
  for (const kind of ["organization", "application", "stream", "group"] as const) {
    for (const object of ofKind(kind)) putStored(state, object, openSealed);
  }
  putBuiltInStreams(state);
  registerFileMembers(state);
  return state;
}

function putBuiltIn(state: RegistryState, { demo }: FileDeclarations): void {
  putApplication(state, unstored(liveApplication, builtInDocuments[LIVE]));
  if (demo) putApplication(state, unstored(demoApplication, builtInDocuments[DEMO]));
}

/** What the file declares goes in first: whatever else has the name finds it taken. */
function putFile(state: RegistryState, { applications, groups }: FileDeclarations): void {
  const index = indexOf(state, FIRST_ORGANIZATION);
  for (const application of applications) {
    const { name, streams, declaredIn } = application;
    putApplication(
      state,
      unstored(applicationOf(FIRST_ORGANIZATION, application, true), undefined, declaredIn),
    );
    for (const { declaredIn: place, ...stream } of streams) {
      const member = state.fileMembers.get(`${name}/${stream.id}`);
      index.putStream({
        ...unstored({ ...stream, group: member?.group ?? stream.group }, undefined, place),
        name: `${name}/${stream.id}`,
        groupDeclaredIn: member?.declaredIn,
      });
    }
  }
  for (const { id, title, declaredIn } of groups)
    index.putGroup(unstored({ id, title }, undefined, declaredIn));
}

/** The demo's streams, but for those that were changed. */
function putBuiltInStreams(state: RegistryState): void {
  if (state.applications.get(DEMO)?.value.origin?.kind !== "demo") return;
  const index = indexOf(state, FIRST_ORGANIZATION);
  for (const stream of builtInStreams) {
    if (!index.stream(stream.name)) index.putStream(inFileGroup(state, FIRST_ORGANIZATION, stream));
  }
}
