import type { DeclaredThings } from "./registry.ts";
import type { RegistryState } from "./registry-state.ts";
import type { SortedNames } from "./sorted-names.ts";

/** What was declared, read from the state as it is when it is asked. */
export function declaredThings(state: () => RegistryState): DeclaredThings {
  const index = (organization: string) => state().indexes.get(organization);
  const applications = () => state().applications;
  return {
    organization: code => state().organizations.get(code),
    organizationsAfter: code =>
      each(state().organizationCodes, code, name => state().organizations.get(name)),
    application: name => applications().get(name),
    applicationsAfter: (organization, after) =>
      each(state().applicationNames.get(organization), after, name => applications().get(name)),
    stream: (organization, name) => index(organization)?.stream(name),
    streamsAfter: (organization, after) =>
      each(index(organization)?.streamNames, after, name => index(organization)?.stream(name)),
    aliasOwner: (organization, alias) => index(organization)?.aliasOwner(alias),
    streamsWithId: (organization, id) => index(organization)?.namesWithId(id) ?? [],
    group: (organization, id) => index(organization)?.group(id),
    groupsAfter: (organization, after) =>
      each(index(organization)?.groupIds, after, id => index(organization)?.group(id)),
  };
}

function* each<T>(
  names: SortedNames | undefined,
  after: string,
  read: (name: string) => T | undefined,
): IterableIterator<T> {
  for (const name of names?.after(after) ?? []) {
    const found = read(name);
    if (found !== undefined) yield found;
  }
}
