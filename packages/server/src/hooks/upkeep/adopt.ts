import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { ServerClient } from "../server-api.ts";

/**
 * Judges a client that a server lists and no session knows, as if the server asked about it now, and takes its session in
 * when it is let in. Rejects when that could not be judged (a store that is away): it is asked again later.
 */
export type AdoptClient = (
  server: MediaServerSettings,
  client: ServerClient,
) => Promise<"admitted" | "refused">;
