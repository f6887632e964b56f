import type { DeclaredGroup, DeclaredStream } from "./declared.ts";
import { unstored } from "./declared.ts";
import { createSortedNames, type SortedNames } from "./sorted-names.ts";

/** The streams and groups of one organization, found by every name that they have. Each change costs the same. */
export interface OrganizationIndex {
  /** By full name. */
  stream(name: string): DeclaredStream | undefined;
  /** The full name of the stream that has the alias. */
  aliasOwner(alias: string): string | undefined;
  /** The full names of the streams that have the id in their applications. */
  namesWithId(id: string): readonly string[];
  /** Segments of the longest id of an application; 0 when it has no stream. */
  longestId(application: string): number;
  streamNames: SortedNames;
  putStream(stream: DeclaredStream): void;
  removeStream(name: string): void;
  /** A group that was declared, or that a stream names. */
  group(id: string): DeclaredGroup | undefined;
  groupIds: SortedNames;
  members(group: string): ReadonlySet<string>;
  putGroup(group: DeclaredGroup): void;
  removeGroup(id: string): void;
}

const nobody: ReadonlySet<string> = new Set();

export function createOrganizationIndex(): OrganizationIndex {
  const streams = new Map<string, DeclaredStream>();
  const aliases = new Map<string, string>();
  const ids = createMultiMap();
  const members = createMultiMap();
  const groups = new Map<string, DeclaredGroup>();
  const lengths = createLengths();
  const streamNames = createSortedNames();
  const groupIds = createSortedNames();

  const forgetGroup = (id: string): void => {
    if (!groups.has(id) && members.get(id).size === 0) groupIds.delete(id);
  };
  const removeStream = (name: string): void => {
    const known = streams.get(name);
    if (!known) return;
    const { id, group, aliases: others } = known.value;
    streams.delete(name);
    streamNames.delete(name);
    ids.delete(id, name);
    lengths.add(name, id, -1);
    for (const alias of others) if (aliases.get(alias) === name) aliases.delete(alias);
    if (group === undefined) return;
    members.delete(group, name);
    forgetGroup(group);
  };

  return {
    stream: name => streams.get(name),
    aliasOwner: alias => aliases.get(alias),
    namesWithId: id => [...ids.get(id)],
    longestId: application => lengths.longest(application),
    streamNames,
    putStream(stream) {
      const { name, value } = stream;
      removeStream(name);
      streams.set(name, stream);
      streamNames.add(name);
      ids.add(value.id, name);
      lengths.add(name, value.id, 1);
      for (const alias of value.aliases) if (!aliases.has(alias)) aliases.set(alias, name);
      if (value.group === undefined) return;
      members.add(value.group, name);
      groupIds.add(value.group);
    },
    removeStream,
    group(id) {
      const implied =
        members.get(id).size > 0 ? unstored({ id, title: undefined }, { settings: {} }) : undefined;
      return groups.get(id) ?? implied;
    },
    groupIds,
    members: group => members.get(group),
    putGroup(group) {
      groups.set(group.value.id, group);
      groupIds.add(group.value.id);
    },
    removeGroup(id) {
      groups.delete(id);
      forgetGroup(id);
    },
  };
}

/** Sets of names by key. One name alone is kept as it is: a hundred thousand sets of one weigh more than their names. */
function createMultiMap() {
  const sets = new Map<string, string | Set<string>>();
  return {
    get(key: string): ReadonlySet<string> {
      const known = sets.get(key);
      return typeof known === "string" ? new Set([known]) : (known ?? nobody);
    },
    add(key: string, name: string): void {
      const known = sets.get(key);
      if (known === undefined) sets.set(key, name);
      else if (typeof known !== "string") known.add(name);
      else if (known !== name) sets.set(key, new Set([known, name]));
    },
    delete(key: string, name: string): void {
      const known = sets.get(key);
      if (known === undefined || (typeof known === "string" && known !== name)) return;
      if (typeof known !== "string") known.delete(name);
      if (typeof known === "string" || known.size === 0) sets.delete(key);
    },
  };
}

/** How many ids of each length an application has, so that the longest is known when one goes. */
function createLengths() {
  const byApplication = new Map<string, number[]>();
  return {
    longest: (application: string): number =>
      byApplication.get(application)?.findLastIndex(count => count > 0) ?? 0,
    add(name: string, id: string, change: 1 | -1): void {
      const application = name.slice(0, -id.length - 1);
      const counts = byApplication.get(application) ?? [0];
      byApplication.set(application, counts);
      const length = id.includes("/") ? id.split("/").length : 1;
      while (counts.length <= length) counts.push(0);
      counts[length] = (counts[length] ?? 0) + change;
    },
  };
}
