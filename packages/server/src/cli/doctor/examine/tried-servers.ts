import type { Config } from "../../../config/config.ts";
import type { MediaServerKind, MediaServerSettings } from "../../../declarations/media-server.ts";
import { mediaServerKinds } from "../../../declarations/media-server.ts";

/** A media server whose doors are tried. */
export interface TriedServer extends Pick<MediaServerSettings, "name" | "kind" | "api"> {
  /** False for one that may stand on this machine by the settings it is shipped with: it asks without being configured here. */
  readonly isConfigured: boolean;
}

/**
 * The servers whose API says where they are, and one of each other kind: nobody says where that is, and most stand on the same
 * machine.
 */
export function triedServers({ servers }: Pick<Config, "servers">): readonly TriedServer[] {
  const placed = servers.filter(({ api }) => api !== undefined);
  const kinds = new Set(placed.map(({ kind }) => kind));
  const others = mediaServerKinds.filter(kind => !kinds.has(kind)).map(kind => oneOf(servers, kind));
  return [...placed.map(server => ({ ...server, isConfigured: true })), ...others];
}

function oneOf(servers: Config["servers"], kind: MediaServerKind): TriedServer {
  const configured = servers.find(server => server.kind === kind);
  return { name: configured?.name ?? kind, kind, api: undefined, isConfigured: configured !== undefined };
}
