import type { StreamKind } from "../../registry/application.ts";
import type { DeclaredStream } from "../../registry/declared.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { type NamedPaging, namedPage } from "../declaring/named-page.ts";
import { mayUseApplication } from "../permissions.ts";
import { findStream } from "./find-stream.ts";
import { type StreamView, streamView } from "./stream-view.ts";

/** Which streams to list; every field that is given must match. */
export interface StreamQuery extends NamedPaging {
  readonly application?: string | undefined;
  readonly group?: string | undefined;
  readonly kind?: StreamKind | undefined;
  readonly alias?: string | undefined;
}

type Reading = Pick<Registry, "declared" | "resolve" | "application" | "membersOf">;

/** The registered streams that the actor may see, by name. */
export function listStreams(registry: Reading, actor: Actor, query: StreamQuery) {
  const { kind } = query;
  const kindOf = (stream: DeclaredStream) =>
    stream.value.kind ?? registry.application(applicationOf(stream.name))?.kind;
  return namedPage(query, {
    after: name => candidates(registry, actor, query, name),
    nameOf: stream => stream.name,
    view: stream =>
      kind === undefined || kindOf(stream) === kind ? viewOf(registry, actor, stream) : undefined,
  });
}

/** One registered stream that the actor may see. */
export function readStream(registry: Reading, actor: Actor, name: string): StreamView | undefined {
  const found = findStream(registry, actor, name);
  return found && viewOf(registry, actor, found);
}

function viewOf(
  registry: Pick<Registry, "application">,
  actor: Actor,
  stream: DeclaredStream,
): StreamView | undefined {
  const application = registry.application(applicationOf(stream.name));
  if (!application || !mayUseApplication(actor, application.name)) return undefined;
  return streamView(stream, application);
}

/** The streams behind a name, from the shortest list that the query allows. */
function candidates(
  registry: Reading,
  { organization }: Actor,
  { application, group, alias }: StreamQuery,
  after: string,
): Iterable<DeclaredStream> {
  const { declared } = registry;
  const isWanted = (stream: DeclaredStream): boolean =>
    stream.name > after &&
    (application === undefined || applicationOf(stream.name) === application) &&
    (group === undefined || stream.value.group === group) &&
    (alias === undefined || stream.value.aliases.includes(alias));
  if (alias !== undefined) {
    return named(registry, organization, [declared.aliasOwner(organization, alias) ?? ""]).filter(isWanted);
  }
  if (group !== undefined) {
    return named(registry, organization, registry.membersOf(organization, group)).filter(isWanted);
  }
  if (application === undefined) return declared.streamsAfter(organization, after);
  return ofApplication(registry, organization, application, after);
}

function named(
  { declared }: Reading,
  organization: string,
  names: readonly string[],
): readonly DeclaredStream[] {
  return names.toSorted().flatMap(name => declared.stream(organization, name) ?? []);
}

/** Names of one application stand together. */
function* ofApplication(
  { declared }: Reading,
  organization: string,
  application: string,
  after: string,
): IterableIterator<DeclaredStream> {
  const prefix = `${application}/`;
  for (const stream of declared.streamsAfter(organization, after > prefix ? after : prefix)) {
    if (!stream.name.startsWith(prefix)) return;
    yield stream;
  }
}

function applicationOf(name: string): string {
  return name.slice(0, name.indexOf("/"));
}
