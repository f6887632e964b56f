import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { WebEdgeSettings } from "../../declarations/web-edge.ts";
import type { PublicUrls } from "../../lib/public-urls.ts";
import type { AskingServer, LastAsked } from "./asking-server.ts";

/** The servers that may ask, and what they asked last. */
export interface ServersDependencies {
  readonly urls: Pick<PublicUrls, "base" | "basePath">;
  readonly mediaServers: readonly MediaServerSettings[];
  readonly webEdges: readonly WebEdgeSettings[];
  /** By the media server's name. */
  readonly lastHookQuestions: () => ReadonlyMap<string, LastAsked>;
  /** By the kind of the web server. */
  readonly lastEdgeQuestions: () => ReadonlyMap<string, LastAsked>;
}

/** How a server is listed. */
export interface ListedServers {
  /** What every path stands behind. */
  readonly address: string;
  readonly servers: readonly AskingServer[];
}

/**
 * Every media server and every kind of web server that may ask. A secret is told to the owner of the data folder alone, who
 * can read it there: it opens streams for nobody, but lets its holder speak for the media server, from any address.
 */
export function listServers(
  dependencies: ServersDependencies,
  { isOwner }: { readonly isOwner: boolean },
): ListedServers {
  const { urls, mediaServers, webEdges, lastHookQuestions, lastEdgeQuestions } = dependencies;
  const asked = { hook: lastHookQuestions(), edge: lastEdgeQuestions() };
  return {
    address: urls.base,
    servers: [
      ...mediaServers.map(({ name, kind, api, secrets: [secret] }) => ({
        name,
        kind,
        door: "hook" as const,
        hasApi: api !== undefined,
        path: `/hooks/${kind}`,
        secret: isOwner ? secret?.expose() : undefined,
        lastAsked: asked.hook.get(name),
      })),
      ...webEdges.map(({ kind }) => ({
        name: kind,
        kind,
        door: "edge" as const,
        hasApi: false,
        path: `/verify/${kind}`,
        secret: undefined,
        lastAsked: asked.edge.get(kind),
      })),
    ],
  };
}
