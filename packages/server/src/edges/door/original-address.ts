import type { Secret } from "@sluice/token";
import { takePathTokens } from "../../access/path-tokens.ts";
import type { WebEdgeSettings } from "../../declarations/web-edge.ts";
import { encodePath } from "../../lib/encode-path.ts";
import { normalisePath } from "../../lib/path.ts";
import type { Application, LocatedStream } from "../../registry/application.ts";
import type { EdgesDependencies } from "./edges-dependencies.ts";

/** What the address that a client asked the edge for names. */
export interface OriginalAddress {
  /** `application`, `stream` and what is below it: decoded, without prefix, handle and tokens. */
  readonly segments: readonly string[];
  readonly trailingSlash: boolean;
  readonly query: string;
  readonly pathTokens: readonly Secret[];
  /** Of `/s/{handle}/…`. */
  readonly handle: string | undefined;
  readonly application: Application | undefined;
  readonly stream: LocatedStream | undefined;
  /** Below the stream: `480p/index.m3u8`. */
  readonly rest: string;
  /** The path of the stream's folder as clients see it: `/hls/demo/clip/`; `/` without a stream. */
  readonly folder: string;
}

/** Reads the original address; undefined when two programs could read it in two ways. */
export function readOriginalAddress(
  registry: EdgesDependencies["registry"],
  settings: WebEdgeSettings,
  uri: string,
): OriginalAddress | undefined {
  const mark = uri.indexOf("?");
  const path = normalisePath(mark < 0 ? uri : uri.slice(0, mark));
  if (!path.ok) return undefined;
  const prefix = settings.prefix.split("/").filter(segment => segment !== "");
  const isInside = prefix.every((segment, index) => path.segments[index] === segment);
  // What lies elsewhere names nothing, and is refused as a stream that is not there.
  const inside = isInside ? path.segments.slice(prefix.length) : [];
  const [first, handle, ...behind] = inside;
  const isUnderHandle = first === "s" && handle !== undefined;
  const isName = (segment: string): boolean => registry.application(segment) !== undefined;
  const { segments, tokens } = takePathTokens(isUnderHandle ? behind : inside, isName);
  const named = nameApplication(settings.application, segments);
  return {
    ...locate(registry, named, prefix, segments),
    segments: named,
    trailingSlash: path.trailingSlash,
    query: mark < 0 ? "" : uri.slice(mark + 1),
    pathTokens: tokens,
    handle: isUnderHandle ? handle : undefined,
  };
}

function nameApplication(application: string | undefined, segments: readonly string[]): readonly string[] {
  return application === undefined || segments.length === 0 ? segments : [application, ...segments];
}

function locate(
  registry: EdgesDependencies["registry"],
  [name = "", ...segments]: readonly string[],
  prefix: readonly string[],
  asked: readonly string[],
): Pick<OriginalAddress, "application" | "stream" | "rest" | "folder"> {
  const application = registry.application(name);
  const found = application && registry.locate(application, segments);
  if (!found) return { application, stream: undefined, rest: segments.slice(1).join("/"), folder: "/" };
  const folder = [...prefix, ...asked.slice(0, asked.length - found.rest.length)];
  return {
    application,
    stream: found.stream,
    rest: found.rest.join("/"),
    folder: `${encodePath(folder)}/`,
  };
}
