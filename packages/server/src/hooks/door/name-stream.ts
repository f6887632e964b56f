import type { Application, LocatedStream } from "../../registry/application.ts";
import type { Registry } from "../../registry/registry.ts";
import type { OpenEvent } from "../media-server-hook.ts";

/** What a media server's words name here. */
export interface NamedStream {
  /** `application/stream` as it was asked for. */
  readonly asked: string;
  /** `application/stream` as it is called here, behind aliases; what names none is called as it was asked for. */
  readonly name: string;
  readonly application: Application | undefined;
  readonly stream: LocatedStream | undefined;
}

/** A segment that no stream's name has: empty, dots, separators and control characters (addresses.md, Names). */
const NO_NAME = /^\.{0,2}$|[\\?#%\p{Cc}]/u;

/**
 * The stream behind a server's own words. Where the server names no application, the first segment of a deeper path is
 * one, and a path of one segment belongs to the server's configured application.
 */
export function nameStream(
  registry: Pick<Registry, "application" | "locate">,
  { application, stream }: Pick<OpenEvent, "application" | "stream">,
  ownApplication: string,
): NamedStream {
  const segments = stream.split("/");
  const [first = "", ...deeper] = segments;
  const isNamed = application === undefined && deeper.length > 0;
  const applicationName = application ?? (isNamed ? first : ownApplication);
  const path = isNamed ? deeper : segments;
  const asked = `${applicationName}/${path.join("/")}`;
  if (path.some(segment => NO_NAME.test(segment)))
    return { asked, name: asked, application: undefined, stream: undefined };
  const found = registry.application(applicationName);
  const located = found && registry.locate(found, path);
  // What follows a stream's name is a file of it: no server publishes one.
  const whole = located?.rest.length === 0 ? located.stream : undefined;
  return { asked, name: whole?.facts.stream ?? asked, application: found, stream: whole };
}
