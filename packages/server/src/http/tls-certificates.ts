import type { Server } from "node:http";
import { Server as TlsServer } from "node:https";
import { markOfTlsFiles, readTlsPair, type TlsFiles, type TlsPair } from "./tls-pair.ts";

/** How often the files are looked at. */
const LOOK_MILLISECONDS = 2_000;

/** The certificate of all listeners, as it is in its files now. */
export interface TlsCertificates {
  /** The last pair that was one. */
  current(): TlsPair;
  /** Gives a server each new pair; connections that are open keep theirs. A server without TLS is left alone. */
  follow(server: Server): void;
  /** Reads the files now if they have changed; a pair that is none changes nothing and is told once for each state. */
  refresh(): void;
  close(): void;
}

/** Who hears of what becomes of the files. */
export interface TlsListener {
  readonly reloaded: (pair: TlsPair) => void;
  readonly refused: (error: unknown) => void;
}

/**
 * Reads a certificate and its key, and looks after them: every 2 s, so that whoever renews them need tell nobody. Throws
 * TlsPairError when there is no pair at first.
 */
export function openTlsCertificates(
  files: TlsFiles,
  { reloaded, refused }: TlsListener,
  lookMilliseconds = LOOK_MILLISECONDS,
): TlsCertificates {
  const servers = new Set<TlsServer>();
  // Before the reading: what changes in between is read again.
  let mark = markOfTlsFiles(files);
  let pair = readTlsPair(files);
  const refresh = (): void => {
    const now = markOfTlsFiles(files);
    if (now === mark) return;
    mark = now;
    try {
      const next = readTlsPair(files);
      for (const server of servers) server.setSecureContext(tlsOptions(next));
      pair = next;
      reloaded(next);
    } catch (error) {
      refused(error);
    }
  };
  const timer = setInterval(refresh, lookMilliseconds);
  timer.unref();
  return {
    current: () => pair,
    follow(server) {
      if (server instanceof TlsServer) servers.add(server);
    },
    refresh,
    close: () => clearInterval(timer),
  };
}

/** How TLS is spoken: 1.2 (RFC 8446 section 4.1.3 has no older one) or 1.3. */
export function tlsOptions({ certificate, key }: TlsPair) {
  return { cert: certificate, key, minVersion: "TLSv1.2" } as const;
}
