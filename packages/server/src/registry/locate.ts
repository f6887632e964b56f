import { DEFAULT_ENTRIES } from "../declarations/build-stream.ts";
import { isReservedStreamId } from "../http/reserved-words.ts";
import { holdsCredential } from "../lib/redact.ts";
import type { Application, LocatedStream, RegisteredStream } from "./application.ts";
import { streamDefaults } from "./built-in.ts";
import type { OrganizationIndex } from "./organization-index.ts";

const STREAM_ID = /^[A-Za-z0-9_.-]{1,128}$/;

/** A stream at the front of a path, and what follows its name. */
export interface Located {
  readonly stream: LocatedStream;
  readonly rest: readonly string[];
}

/**
 * Finds the stream at the front of a path inside an application: the longest registered name wins, then an alias, then
 * one segment where any name is taken.
 */
export function locateStream(
  application: Application,
  index: OrganizationIndex | undefined,
  segments: readonly string[],
): Located | undefined {
  const registered = index && locateRegistered(application, index, segments);
  if (registered) return registered;
  const [id, ...rest] = segments;
  if (id === undefined || !application.acceptsAnyStream) return undefined;
  if (!STREAM_ID.test(id) || isReservedStreamId(id)) return undefined;
  // A token in the name's place is a client's mistake; taken for a name, it would be written down everywhere.
  if (holdsCredential(id)) return undefined;
  const stream = { ...streamDefaults, id, entries: DEFAULT_ENTRIES };
  return { stream: locatedStream(application, stream), rest };
}

function locateRegistered(
  application: Application,
  index: OrganizationIndex,
  segments: readonly string[],
): Located | undefined {
  const { name } = application;
  // No longer than the longest name: a path may have a hundred thousand segments.
  for (let length = Math.min(segments.length, index.longestId(name)); length > 0; length -= 1) {
    const stream = index.stream(`${name}/${segments.slice(0, length).join("/")}`);
    if (stream) return { stream: locatedStream(application, stream.value), rest: segments.slice(length) };
  }
  const [alias, ...rest] = segments;
  const owner = alias === undefined ? undefined : index.aliasOwner(alias);
  const stream = owner?.startsWith(`${name}/`) ? index.stream(owner) : undefined;
  return stream && { stream: locatedStream(application, stream.value), rest };
}

/** A stream of an application as requests see it. */
export function locatedStream(application: Application, stream: RegisteredStream): LocatedStream {
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
    embedsToken: stream.embedsToken ?? application.embedsToken,
    limits: stream.limits,
    maxSessions: stream.maxSessions,
    maxUses: stream.maxUses,
    further: stream.further,
    facts: {
      organization: application.organization,
      application: application.name,
      stream: name,
      group: stream.group ?? name,
    },
  };
}
