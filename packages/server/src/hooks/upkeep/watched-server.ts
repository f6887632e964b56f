import type { MediaServerSettings } from "../../declarations/media-server.ts";
import { createCallServer } from "../apis/call-server.ts";
import type { MediaServerHook } from "../media-server-hook.ts";
import type { ServerApi } from "../server-api.ts";

/** A configured media server, with its own API where there is one. */
export interface WatchedServer {
  readonly settings: MediaServerSettings;
  /** Undefined: none is configured, or its kind has none. */
  readonly api: ServerApi | undefined;
  close(): Promise<void>;
}

/** Opens the APIs of all servers. Nothing is sent yet. */
export function openWatchedServers(
  servers: readonly MediaServerSettings[],
  hooks: readonly MediaServerHook[],
): readonly WatchedServer[] {
  return servers.map(settings => {
    const openApi = hooks.find(({ kind }) => kind === settings.kind)?.openApi;
    if (settings.api === undefined || openApi === undefined) {
      return { settings, api: undefined, close: () => Promise.resolve() };
    }
    const caller = createCallServer(settings.api);
    return { settings, api: openApi(settings, caller.call), close: caller.close };
  });
}
