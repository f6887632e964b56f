import type { HttpCredential } from "../../declarations/declaration.ts";
import { credentialHeaders } from "./http-credential.ts";
import type { Origin } from "./origin.ts";
import { type HttpOriginTimeouts, remoteOrigin } from "./remote-origin.ts";

/** Settings of an HTTP origin. */
export interface HttpOriginOptions {
  /** Base URL without query, fragment and credentials; the media's path is put behind it. */
  readonly url: string;
  /** Sent with each request to the base URL's own host, never to one that it redirects to. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The same, as `Authorization`. */
  readonly credential?: HttpCredential | undefined;
  /** Leave for private and loopback addresses. */
  readonly allowPrivate: boolean;
  /** True: a private address written in `url` needs no other leave. */
  readonly byOperator: boolean;
  readonly timeouts?: Partial<HttpOriginTimeouts>;
}

/** Media from another HTTP server, asked with the operator's headers and the client's query. */
export function httpOrigin({ url, headers, credential, ...options }: HttpOriginOptions): Origin {
  const ownHeaders = { ...headers, ...credentialHeaders(credential) };
  return remoteOrigin({
    ...options,
    kind: "http",
    base: url,
    ownHeaders: () => ownHeaders,
    passesQuery: true,
  });
}
