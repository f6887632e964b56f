import { SESSION_NAME } from "../access/query-credentials.ts";
import type { Carriage } from "../declarations/declaration.ts";
import type { Application } from "../registry/application.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import type { GatewayDependencies } from "./gateway-request.ts";
import type { ManifestPlace } from "./manifests/manifest.ts";
import { withParameter } from "./manifests/parameter.ts";

/** Where the media of a session is asked for, for as long as the session is carried in one way. */
export type SessionPlace = Omit<ManifestPlace, "manifestPath">;

/** The place of a session whose handle comes `by` path, cookie or query. */
export function sessionPlace(
  { basePath, media }: Pick<GatewayDependencies, "basePath" | "media">,
  application: Application,
  { session, by }: { readonly session: LiveSession; readonly by: Carriage },
): SessionPlace {
  const { handle } = session;
  return {
    sessionRoot: `${basePath}${by === "path" ? `/s/${handle}` : ""}/${application.name}/`,
    originBase: media.baseOf(application),
    parameter: by === "query" ? { name: SESSION_NAME, value: handle } : undefined,
    edges: { urls: application.edgeUrls, underHandle: `/s/${handle}` },
  };
}

/** The URL of a path of the session's application: root-relative, encoded. */
export function placeUrl({ sessionRoot, parameter }: SessionPlace, path: string): string {
  const url = sessionRoot + path.split("/").map(encodeURIComponent).join("/");
  return parameter === undefined ? url : withParameter(url, parameter);
}
