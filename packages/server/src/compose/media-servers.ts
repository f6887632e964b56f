import type { Secret } from "@sluice/token";
import type { Config } from "../config/config.ts";
import { buildMediaServer } from "../declarations/build-media-servers.ts";
import { type MediaServerSettings, mediaServerKinds } from "../declarations/media-server.ts";
import { plainServer } from "../declarations/media-server-schema.ts";
import { deriveHookSecret } from "../keys/hook-secret.ts";
import type { MasterKey } from "../keys/master-key.ts";
import { alwaysRedact } from "../lib/redact.ts";

/** What the configuration says about media servers. */
export type MediaServerConfig = Pick<Config, "servers" | "hookSecrets">;

/** Nothing is configured. */
export const noMediaServers: MediaServerConfig = { servers: [], hookSecrets: [] };

/**
 * Every media server that may ask: those of the configuration, and under its own name each kind that none of them is of. Each
 * has a secret: its own, else `hook_secret`, else one of the master key.
 */
export function mediaServersOf(
  { servers, hookSecrets }: MediaServerConfig,
  masterKey: Pick<MasterKey, "derive">,
): readonly MediaServerSettings[] {
  const kinds = new Set(servers.map(({ kind }) => kind));
  const others = mediaServerKinds.filter(kind => !kinds.has(kind));
  return [...servers, ...others.map(kind => buildMediaServer({ name: kind, kind }, plainServer))].map(
    server => ({
      ...server,
      secrets: secretsOf(server, hookSecrets, masterKey),
    }),
  );
}

/** Shorter ones are words, which stand in names and texts of their own right. */
const SHORTEST_REDACTED = 12;

/** From now on the secrets of these servers are taken out of whatever is logged or kept. */
export function redactHookSecrets(servers: readonly Pick<MediaServerSettings, "secrets">[]): void {
  const texts = servers.flatMap(({ secrets }) => secrets.map(secret => secret.expose()));
  for (const text of texts.filter(({ length }) => length >= SHORTEST_REDACTED)) alwaysRedact(text);
}

function secretsOf(
  server: MediaServerSettings,
  hookSecrets: readonly Secret[],
  masterKey: Pick<MasterKey, "derive">,
): readonly Secret[] {
  if (server.secrets.length > 0) return server.secrets;
  return hookSecrets.length > 0 ? hookSecrets : [deriveHookSecret(masterKey, server)];
}
