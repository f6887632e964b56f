import { isIPv6 } from "node:net";
import { isListenHost } from "./listen-host.ts";

const HOST_AND_PORT = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/;

/** The highest TCP port there is. */
export const HIGHEST_PORT = 65_535;

/** Where a listener listens. */
export interface ListenAddress {
  /** An IP address without brackets, or a host name. */
  readonly host: string;
  /** 0 to 65535; 0 means any free port. */
  readonly port: number;
}

/** Reads `host:port`, an IPv6 address in brackets: `127.0.0.1:9090`, `[::1]:9090`; undefined when it is none. */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits] = HOST_AND_PORT.exec(text) ?? [];
  const host = bracketed ?? plain ?? "";
  const port = Number(digits);
  const isWritten = bracketed === undefined ? isListenHost(host) : isIPv6(host);
  return isWritten && port <= HIGHEST_PORT ? { host, port } : undefined;
}
