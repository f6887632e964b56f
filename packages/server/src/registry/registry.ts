import { isReservedStreamId } from "../http/reserved-words.ts";
import { holdsCredential } from "../lib/redact.ts";
import type { Application, LocatedStream, RegisteredStream, StreamEntries } from "./application.ts";
import { streamDefaults } from "./built-in.ts";

const DEFAULT_ENTRIES: StreamEntries = { hls: "index.m3u8" };
const STREAM_ID = /^[A-Za-z0-9_.-]{1,128}$/;

/** A stream name that means nothing, or two things. */
export type NameProblem =
  | { readonly problem: "unknown" }
  | { readonly problem: "ambiguous"; readonly candidates: readonly string[] };

/** Organizations, applications and streams, as they are configured. */
export interface Registry {
  /** The application under a public name. */
  application(name: string): Application | undefined;
  applications(organization: string): readonly Application[];
  /**
   * Finds the stream at the front of a path inside an application: the longest registered name wins, then an alias,
   * then one segment where any name is taken. `rest` is what follows the stream's name.
   */
  locate(
    application: Application,
    segments: readonly string[],
  ): { readonly stream: LocatedStream; readonly rest: readonly string[] } | undefined;
  /** The registered streams of a group, by their full names. */
  membersOf(organization: string, group: string): readonly string[];
  /** Resolves `app/stream`, an alias or a bare name inside one organization. */
  resolve(organization: string, name: string): LocatedStream | NameProblem;
}

/** Builds the registry over a fixed list of applications. */
export function createRegistry(applications: readonly Application[]): Registry {
  const byName = new Map(applications.map(application => [application.name, application]));
  const ofOrganization = (organization: string): readonly Application[] =>
    applications.filter(application => application.organization === organization);
  return {
    application: name => byName.get(name),
    applications: ofOrganization,
    locate,
    membersOf: (organization, group) =>
      ofOrganization(organization)
        .flatMap(application => [...application.streams.values()].map(stream => located(application, stream)))
        .filter(stream => stream.facts.group === group)
        .map(stream => stream.facts.stream),
    resolve(organization, name) {
      const found = candidates(ofOrganization(organization), name);
      const [first, ...others] = found;
      if (!first) return { problem: "unknown" };
      if (others.length === 0) return first;
      return { problem: "ambiguous", candidates: found.map(stream => stream.facts.stream) };
    },
  };
}

/** True when `resolve` found the stream. */
export function isLocated(found: LocatedStream | NameProblem): found is LocatedStream {
  return !("problem" in found);
}

function locate(application: Application, segments: readonly string[]): ReturnType<Registry["locate"]> {
  // No longer than the longest name: a path may have a hundred thousand segments.
  for (let length = Math.min(segments.length, longestName(application)); length > 0; length -= 1) {
    const registered = application.streams.get(segments.slice(0, length).join("/"));
    if (registered) return { stream: located(application, registered), rest: segments.slice(length) };
  }
  const [id, ...rest] = segments;
  const aliased = id === undefined ? undefined : aliasesOf(application).get(id);
  if (aliased) return { stream: located(application, aliased), rest };
  if (id === undefined || !application.acceptsAnyStream) return undefined;
  if (!STREAM_ID.test(id) || isReservedStreamId(id)) return undefined;
  // A token in the name's place is a client's mistake; taken for a name, it would be written down everywhere.
  if (holdsCredential(id)) return undefined;
  return { stream: located(application, unregistered(application, id)), rest };
}

/** Segments of the longest registered name, counted once per application. */
function longestName(application: Application): number {
  const known = longestNames.get(application);
  if (known !== undefined) return known;
  const longest = Math.max(0, ...[...application.streams.keys()].map(id => id.split("/").length));
  longestNames.set(application, longest);
  return longest;
}

/** The streams of an application by their aliases, gathered once. */
function aliasesOf(application: Application): ReadonlyMap<string, RegisteredStream> {
  const known = aliasMaps.get(application);
  if (known) return known;
  const aliases = new Map(
    [...application.streams.values()].flatMap(stream =>
      stream.aliases.map(alias => [alias, stream] as const),
    ),
  );
  aliasMaps.set(application, aliases);
  return aliases;
}

const aliasMaps = new WeakMap<Application, ReadonlyMap<string, RegisteredStream>>();
const longestNames = new WeakMap<Application, number>();

function candidates(applications: readonly Application[], name: string): LocatedStream[] {
  const slash = name.indexOf("/");
  const owner = applications.find(application => application.name === name.slice(0, Math.max(slash, 0)));
  if (owner) {
    const found = locate(owner, name.slice(slash + 1).split("/"));
    if (found?.rest.length === 0) return [found.stream];
  }
  return applications.flatMap(application =>
    [...application.streams.values()]
      .filter(stream => stream.id === name || stream.aliases.includes(name))
      .map(stream => located(application, stream)),
  );
}

function unregistered(application: Application, id: string): RegisteredStream {
  return { ...streamDefaults, id, kind: application.kind, entries: DEFAULT_ENTRIES };
}

function located(application: Application, stream: RegisteredStream): LocatedStream {
  const name = `${application.name}/${stream.id}`;
  return {
    application,
    id: stream.id,
    kind: stream.kind ?? application.kind,
    entries: stream.entries,
    enforcement: {
      publish: stream.enforcement.publish ?? application.enforcement.publish,
      play: stream.enforcement.play ?? application.enforcement.play,
    },
    limits: stream.limits,
    maxSessions: stream.maxSessions,
    facts: {
      organization: application.organization,
      application: application.name,
      stream: name,
      group: stream.group ?? name,
    },
  };
}
