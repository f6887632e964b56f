import type { Action } from "@sluice/policy";
import {
  type ClientAddresses,
  clientProtocols,
  type MediaServerSettings,
} from "../../declarations/media-server.ts";
import { addressForms } from "../../declarations/stream-addresses/index.ts";
import type { LocatedStream } from "../../registry/application.ts";

/** A token's text, and what it is for. */
export interface AddressedToken {
  readonly action: Action;
  readonly token: string;
}

const PLAIN_TOKEN = /^[\w.~-]+$/;

/**
 * Where a token publishes or plays its stream at the media servers, by protocol. Of several servers with one protocol the first
 * that is configured counts, also where it has no address for this token: a stream is at one place. None for what no media
 * server carries: files, and what Sluice plays itself.
 */
export function streamAddresses(
  servers: readonly MediaServerSettings[],
  { application, facts, id, kind }: LocatedStream,
  { action, token }: AddressedToken,
): ClientAddresses {
  const isElsewhere = kind !== "live" || application.origin?.kind === "demo";
  if (isElsewhere || !PLAIN_TOKEN.test(token)) return {};
  return Object.fromEntries(
    clientProtocols.flatMap(protocol => {
      const server = servers.find(({ addresses }) => addresses[protocol] !== undefined);
      const base = server?.addresses[protocol];
      if (server === undefined || base === undefined) return [];
      const asked = {
        action,
        token,
        application: facts.application,
        stream: id,
        ownApplication: server.application,
      };
      const address = addressForms[server.kind][protocol]?.(base, asked);
      return address === undefined ? [] : [[protocol, address]];
    }),
  );
}
