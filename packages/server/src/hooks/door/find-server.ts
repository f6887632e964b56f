import { timingSafeEqual } from "node:crypto";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import { createAddressList } from "../../lib/address-list.ts";
import type { MediaServerHook } from "../media-server-hook.ts";
import { secretHash } from "./secret-hash.ts";

/** A configured server that an address under `/hooks/` names, and what of the address is left. */
export interface FoundServer {
  readonly hook: MediaServerHook;
  readonly server: MediaServerSettings;
  /** Undecoded segments behind the secret. */
  readonly rest: readonly string[];
}

/** Which servers an address may be of. Several only where a signature decides between them. */
export interface ServerDirectory {
  /** By a whole address, `/hooks/<kind>/<secret>/…`; the secret is compared in constant time. */
  find(path: string): readonly FoundServer[];
  /** Whether the server takes calls from this address. */
  allows(server: MediaServerSettings, ip: string | undefined): boolean;
}

/** Addresses at which servers were found. Only who knows a secret adds to them. */
const REMEMBERED = 1_000;

/** The servers as they are configured, with every kind's own form. */
export function createServerDirectory(
  hooks: readonly MediaServerHook[],
  servers: readonly MediaServerSettings[],
): ServerDirectory {
  const byKind = new Map<string, MediaServerHook>(hooks.map(hook => [hook.kind, hook]));
  const known = new Map<string, readonly KnownServer[]>();
  for (const { kind } of hooks)
    known.set(kind, servers.filter(server => server.kind === kind).map(knownServer));
  const allowed = new Map(servers.map(server => [server, createAddressList(server.allow)]));
  const remembered = new Map<string, readonly FoundServer[]>();

  const search = (path: string): readonly FoundServer[] => {
    const [, , kind = "", secret = "", ...rest] = path.split("/");
    const hook = byKind.get(kind);
    if (!hook) return [];
    const ofKind = known.get(kind) ?? [];
    const guess = secretHash(secret);
    const named = ofKind.filter(server => holdsSecret(server, guess));
    if (named.length > 0) return named.map(({ server }) => ({ hook, server, rest }));
    // What stands there proves nothing either way: the signature will.
    const isBare = hook.judgeSignature !== undefined && secret === "";
    return isBare ? ofKind.map(({ server }) => ({ hook, server, rest: [] })) : [];
  };

  return {
    // A server asks at one address, and again and again. A look-up by a hash with a seed of this process is right or wrong as a whole.
    find(path) {
      const before = remembered.get(path);
      if (before) return before;
      const found = search(path);
      if (found.length > 0 && remembered.size < REMEMBERED) remembered.set(path, found);
      return found;
    },
    allows(server, ip) {
      if (server.allow.length === 0) return true;
      return ip !== undefined && allowed.get(server)?.(ip) === true;
    },
  };
}

interface KnownServer {
  readonly server: MediaServerSettings;
  readonly hashes: readonly Buffer[];
}

function knownServer(server: MediaServerSettings): KnownServer {
  return { server, hashes: server.secrets.map(secret => secretHash(secret.expose())) };
}

/** All are compared, whichever is right. */
function holdsSecret({ hashes }: KnownServer, guess: Buffer): boolean {
  return hashes.map(known => timingSafeEqual(known, guess)).includes(true);
}
