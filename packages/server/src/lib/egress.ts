import { type LookupAddress, type LookupAllOptions, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { addressReach } from "./address-reach.ts";
import { isPlainlyPrivateHost } from "./network-address.ts";

/** Name resolution as `dns.lookup` with `all` does it. */
export type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Settings of an agent for outward calls. */
export interface EgressOptions {
  /** The operator's leave for private and loopback addresses. Link-local, metadata and multicast stay refused. */
  readonly allowPrivate: boolean;
  /**
   * URLs that the operator wrote down. One with a literal private address, or with `localhost`, is leave for exactly
   * that host and port.
   */
  readonly writtenUrls: readonly string[];
  readonly connectTimeoutMilliseconds: number;
  /** Most connections to one host and port. */
  readonly connections: number;
  /** Default: the system's. */
  readonly resolveName?: ResolveName;
}

/** The egress policy refused an address. The message names the host, which the operator or an origin chose. */
export class EgressRefusedError extends Error {
  override readonly name = "EgressRefusedError";
  readonly code = "egress-refused";
}

/**
 * An HTTP agent that connects only where the egress policy allows. It looks at the very address that a socket is
 * opened to, for each connection, so that neither a redirect nor a name that changes its address gets around it.
 * HTTP/1.1 only; redirects are not followed.
 */
export function egressAgent(options: EgressOptions): Agent {
  const { connectTimeoutMilliseconds: timeout, connections } = options;
  const written = new Set(options.writtenUrls.map(privateEndpoint));
  const resolveName = options.resolveName ?? lookup;
  const strict = buildConnector({ allowH2: false, timeout, lookup: permittedLookup(resolveName, false) });
  const lenient = buildConnector({ allowH2: false, timeout, lookup: permittedLookup(resolveName, true) });

  function connect(to: buildConnector.Options, callback: buildConnector.Callback): void {
    const allowPrivate = options.allowPrivate || written.has(endpoint(to.hostname, to.protocol, to.port));
    // A literal address never reaches `lookup`.
    if (isIP(to.hostname) !== 0 && !isPermitted(to.hostname, allowPrivate)) {
      callback(refusal(to.hostname), null);
      return;
    }
    (allowPrivate ? lenient : strict)(to, callback);
  }

  return new Agent({ connect, connections, allowH2: false });
}

/** The host and port of a URL whose host is plainly private; undefined for any other, which needs no leave. */
function privateEndpoint(url: string): string | undefined {
  const { hostname, protocol, port } = new URL(url);
  if (!isPlainlyPrivateHost(hostname)) return undefined;
  return endpoint(hostname.replace(/^\[|\]$/g, ""), protocol, port);
}

function endpoint(hostname: string, protocol: string, port: string): string {
  return `${hostname} ${port || (protocol === "https:" ? "443" : "80")}`;
}

function isPermitted(address: string, allowPrivate: boolean): boolean {
  const reach = addressReach(address);
  return reach === "public" || (reach === "private" && allowPrivate);
}

/** Name resolution that returns permitted addresses only, and fails when there is none. */
function permittedLookup(resolveName: ResolveName, allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const permitted = addresses.filter(({ address }) => isPermitted(address, allowPrivate));
      const [first] = permitted;
      if (first === undefined) return callback(refusal(hostname), []);
      if (options.all) return callback(null, permitted);
      return callback(null, first.address, first.family);
    });
  };
}

function refusal(hostname: string): EgressRefusedError {
  return new EgressRefusedError(`the egress policy refuses to connect to ${hostname}`);
}
