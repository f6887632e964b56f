import type { LocatedStream } from "./application.ts";
import { locatedStream, locateStream } from "./locate.ts";
import type { Registry } from "./registry.ts";
import type { RegistryState } from "./registry-state.ts";

/** What requests ask the registry: who is meant by a name. */
export function namesOf(state: () => RegistryState): Omit<Registry, "declared" | "revision"> {
  const application = (name: string) => state().applications.get(name)?.value;
  const index = (organization: string) => state().indexes.get(organization);

  const named = (organization: string, name: string): LocatedStream | undefined => {
    const [first = "", ...segments] = name.split("/");
    const owner = application(first);
    if (owner?.organization !== organization) return undefined;
    const found = locateStream(owner, index(organization), segments);
    return found?.rest.length === 0 ? found.stream : undefined;
  };
  const registered = (organization: string, name: string): LocatedStream | undefined => {
    const stream = index(organization)?.stream(name);
    const owner = application(name.slice(0, name.indexOf("/")));
    return stream && owner && locatedStream(owner, stream.value);
  };

  return {
    application,
    applications(organization) {
      const names = state().applicationNames.get(organization)?.after("") ?? [];
      return [...names].flatMap(name => application(name) ?? []);
    },
    locate: (owner, segments) => locateStream(owner, index(owner.organization), segments),
    named,
    membersOf: (organization, group) => [...(index(organization)?.members(group) ?? [])],
    resolve(organization, name) {
      const full = named(organization, name);
      if (full) return full;
      const alias = index(organization)?.aliasOwner(name);
      const names = new Set([
        ...(index(organization)?.namesWithId(name) ?? []),
        ...(alias === undefined ? [] : [alias]),
      ]);
      const found = [...names].flatMap(each => registered(organization, each) ?? []);
      const [first, ...others] = found;
      if (!first) return { problem: "unknown" };
      if (others.length === 0) return first;
      return { problem: "ambiguous", candidates: found.map(({ facts }) => facts.stream).toSorted() };
    },
  };
}
