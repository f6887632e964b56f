import type { FileDeclarations } from "../declarations/file-declarations.ts";
import type { StoredObject } from "../store/objects.ts";
import type { DeclaredApplication, DeclaredOrganization } from "./declared.ts";
import type { OpenSealed } from "./from-store.ts";
import { createOrganizationIndex, type OrganizationIndex } from "./organization-index.ts";
import { createSortedNames, type SortedNames } from "./sorted-names.ts";

/** Where the registry's contents come from; the file is stronger than the store, the store than what is built in. */
export interface RegistrySources {
  readonly file: FileDeclarations;
  readonly objects: Iterable<StoredObject>;
  readonly openSealed: OpenSealed;
}

/** A stream that the file puts into a group. */
export interface FileMember {
  readonly group: string;
  readonly declaredIn: string;
}

/** What exists now, by every name. */
export interface RegistryState {
  readonly organizations: Map<string, DeclaredOrganization>;
  readonly organizationCodes: SortedNames;
  /** By name, which is unique on this host. */
  readonly applications: Map<string, DeclaredApplication>;
  /** By organization. */
  readonly applicationNames: Map<string, SortedNames>;
  /** Streams and groups, by organization. */
  readonly indexes: Map<string, OrganizationIndex>;
  /** By the stream's full name. */
  readonly fileMembers: ReadonlyMap<string, FileMember>;
  /** What the operator must know: one sentence each. */
  readonly warnings: string[];
}

/** A state with nothing in it. */
export function emptyState(fileMembers: ReadonlyMap<string, FileMember>): RegistryState {
  return {
    organizations: new Map(),
    organizationCodes: createSortedNames(),
    applications: new Map(),
    applicationNames: new Map(),
    indexes: new Map(),
    fileMembers,
    warnings: [],
  };
}

/** The streams and groups of an organization, made when they are first needed. */
export function indexOf(state: RegistryState, organization: string): OrganizationIndex {
  const known = state.indexes.get(organization);
  if (known) return known;
  const index = createOrganizationIndex();
  state.indexes.set(organization, index);
  return index;
}

/** Adds or replaces an organization. */
export function putOrganization(state: RegistryState, organization: DeclaredOrganization): void {
  state.organizations.set(organization.value.code, organization);
  state.organizationCodes.add(organization.value.code);
}

/** Adds an application, or puts it in the place of the one that had the name. */
export function putApplication(state: RegistryState, application: DeclaredApplication): void {
  const { name, organization } = application.value;
  removeApplication(state, name);
  state.applications.set(name, application);
  const names = state.applicationNames.get(organization) ?? createSortedNames();
  names.add(name);
  state.applicationNames.set(organization, names);
}

/** Removes an application; nothing happens when there is none. */
export function removeApplication(state: RegistryState, name: string): void {
  const known = state.applications.get(name);
  if (!known) return;
  state.applications.delete(name);
  state.applicationNames.get(known.value.organization)?.delete(name);
}
