import type { ApplicationDeclaration, OriginDeclaration } from "../declarations/declaration.ts";
import type { FileDeclarations } from "../declarations/file-declarations.ts";
import type { Application, OriginSettings, RegisteredStream } from "./application.ts";
import { demoApplication, FIRST_ORGANIZATION, liveApplication } from "./built-in.ts";

/** The applications of a configuration, which has `live` in it always, and the demo. */
export function applicationsOf({ applications, demo }: FileDeclarations): readonly Application[] {
  const declared = applications.map(application => applicationOf(application, application.streams));
  const isLiveDeclared = declared.some(({ name }) => name === liveApplication.name);
  return [...(isLiveDeclared ? [] : [liveApplication]), ...declared, ...(demo ? [demoApplication] : [])];
}

function applicationOf(
  declaration: ApplicationDeclaration,
  streams: readonly RegisteredStream[],
): Application {
  const { name, kind, origin, registeredOnly, enforcement, defaultTtlSeconds, sessions, grace } = declaration;
  return {
    organization: FIRST_ORGANIZATION,
    name,
    kind,
    enforcement,
    origin: origin && originOf(origin),
    acceptsAnyStream: !registeredOnly,
    streams: new Map(streams.map(stream => [stream.id, stream])),
    defaultTtlSeconds,
    clocks: sessions,
    grace,
  };
}

function originOf(origin: OriginDeclaration): OriginSettings {
  if (origin.kind === "folder") return origin;
  const headers = Object.fromEntries(origin.headers.map(header => [header.name, header.value.expose()]));
  return { kind: "http", url: origin.url, headers, allowPrivate: origin.allowPrivate };
}
