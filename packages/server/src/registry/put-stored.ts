import type { StoredObject } from "../store/objects.ts";
import { DEMO, FIRST_ORGANIZATION } from "./built-in.ts";
import type { DeclaredApplication, DeclaredStream } from "./declared.ts";
import { inFileGroup } from "./file-members.ts";
import {
  type OpenSealed,
  storedApplication,
  storedGroup,
  storedOrganization,
  storedStream,
  UnusableObject,
} from "./from-store.ts";
import { indexOf, putApplication, putOrganization, type RegistryState } from "./registry-state.ts";

/** Adds a stored object, or puts it in the place of its older version. One that cannot be used is named in a warning. */
export function putStored(state: RegistryState, object: StoredObject, openSealed: OpenSealed): void {
  try {
    put(state, object, openSealed);
  } catch (error) {
    if (!(error instanceof UnusableObject)) throw error;
    state.warnings.push(error.message);
  }
}

function put(state: RegistryState, object: StoredObject, openSealed: OpenSealed): void {
  const warn = (text: string) => void state.warnings.push(text);
  switch (object.kind) {
    case "organization":
      putOrganization(state, storedOrganization(object));
      break;
    case "application":
      putStoredApplication(state, storedApplication(object, openSealed, warn));
      break;
    case "stream":
      putStoredStream(state, object.organization, storedStream(object));
      break;
    case "group":
      putStoredGroup(state, object);
      break;
    case "webhook":
  }
}

function putStoredApplication(state: RegistryState, application: DeclaredApplication): void {
  const { name, organization, origin } = application.value;
  const known = state.applications.get(name);
  // What changes the demo means nothing while there is none.
  if (origin?.kind === "demo" && !known) return;
  if (known?.declaredIn !== undefined) {
    state.warnings.push(shadowed(known.declaredIn, "application", name));
  } else if (known && (known.value.organization !== organization || isDemo(known) !== isDemo(application))) {
    state.warnings.push(`the application ${name} in the database is not used: the built-in one has the name`);
  } else putApplication(state, application);
}

function isDemo({ value }: DeclaredApplication): boolean {
  return value.name === DEMO && value.origin?.kind === "demo";
}

function putStoredStream(state: RegistryState, organization: string, stream: DeclaredStream): void {
  const { name, value } = stream;
  const application = state.applications.get(name.slice(0, name.indexOf("/")))?.value;
  const index = indexOf(state, organization);
  const known = index.stream(name);
  if (known?.declaredIn !== undefined) {
    state.warnings.push(shadowed(known.declaredIn, "stream", name));
  } else if (application?.organization === organization) {
    index.putStream(inFileGroup(state, organization, stream));
    for (const alias of value.aliases.filter(text => index.aliasOwner(text) !== name)) {
      state.warnings.push(`the alias ${alias} of ${name} is not used: ${index.aliasOwner(alias)} has it`);
    }
  } else if (!isOfDemo(name, organization)) {
    state.warnings.push(`the stream ${name} in the database is not used: its application does not exist`);
  }
}

function isOfDemo(name: string, organization: string): boolean {
  return organization === FIRST_ORGANIZATION && name.startsWith(`${DEMO}/`);
}

function putStoredGroup(state: RegistryState, object: StoredObject): void {
  const index = indexOf(state, object.organization);
  const place = index.group(object.id)?.declaredIn;
  if (place === undefined) index.putGroup(storedGroup(object));
  else state.warnings.push(shadowed(place, "group", object.id));
}

function shadowed(place: string, kind: string, id: string): string {
  return `${place}: the ${kind} ${id} is also in the database; the file's is in force`;
}
