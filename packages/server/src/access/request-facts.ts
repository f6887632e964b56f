import { encodePath } from "../lib/encode-path.ts";
import type { Place } from "../lib/geo/place.ts";
import { queryWithoutCredentials } from "./query-credentials.ts";
import type { RequestFacts } from "./question.ts";

/** A request as its door has it. */
export interface ObservedRequest {
  /** Below the public address, decoded, without `/a/`, handles and tokens. */
  readonly segments: readonly string[];
  readonly trailingSlash: boolean;
  /** As sent; credentials in it are left out here. */
  readonly query: string;
  readonly method: string | undefined;
  /** By lower-case name, repeated lines joined. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly ip: string | undefined;
  /** What a trusted proxy says of the client's connection. */
  readonly connection?: ConnectionFacts | undefined;
}

/** What only the end of the client's connection knows. */
export type ConnectionFacts = Pick<
  RequestFacts,
  "alpn" | "tlsFingerprints" | "certificateKeys" | "country" | "region" | "asn"
>;

/** Makes of a request what the claims of a signed token look at. */
export type ObserveRequest = (request: ObservedRequest) => RequestFacts;

export interface ObserveDependencies {
  /** The public address without a slash at its end. It alone gives scheme, host and port: a request's Host never does. */
  readonly publicBase: string;
  readonly placeOf: (ip: string) => Place | undefined;
  /** A fresh number in [0, 1). */
  readonly draw: () => number;
}

/** Headers that carry credentials: no claim sees them. */
const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "dpop",
  "cta-common-access-token",
]);

/** What it makes looks an address up when a claim asks for a place: once, and for most requests not at all. */
export function createObserveRequest(dependencies: ObserveDependencies): ObserveRequest {
  const { publicBase, placeOf, draw } = dependencies;
  return request => new ObservedFacts(request, { publicBase, placeOf, draw: draw() });
}

interface Surroundings extends Pick<ObserveDependencies, "publicBase" | "placeOf"> {
  readonly draw: number;
}

/**
 * A class for its getters: written into an object, each would make V8 a new hidden class per request, which lives in the old
 * space and takes the whole request along until the next major collection.
 */
class ObservedFacts implements RequestFacts {
  readonly method: string | undefined;
  readonly alpn: RequestFacts["alpn"];
  readonly tlsFingerprints: RequestFacts["tlsFingerprints"];
  readonly certificateKeys: RequestFacts["certificateKeys"];
  readonly draw: number;
  readonly #request: ObservedRequest;
  readonly #surroundings: Surroundings;
  #place: { readonly found: Place | undefined } | undefined;

  constructor(request: ObservedRequest, surroundings: Surroundings) {
    const { method, connection } = request;
    this.method = method;
    this.alpn = connection?.alpn;
    this.tlsFingerprints = connection?.tlsFingerprints;
    this.certificateKeys = connection?.certificateKeys;
    this.draw = surroundings.draw;
    this.#request = request;
    this.#surroundings = surroundings;
  }

  get header() {
    return (name: string) => headerOf(this.#request, name);
  }

  get url() {
    return canonicalUrl(this.#surroundings.publicBase, this.#request);
  }

  get country() {
    return this.#request.connection?.country ?? this.#placeOnce()?.country;
  }

  get region() {
    const { connection } = this.#request;
    // A database that takes the address to be elsewhere knows nothing of the proxy's country.
    return connection?.country === undefined ? this.#placeOnce()?.region : connection.region;
  }

  get asn() {
    return this.#request.connection?.asn ?? this.#placeOnce()?.asn;
  }

  get latitude() {
    return this.#placeOnce()?.latitude;
  }

  get longitude() {
    return this.#placeOnce()?.longitude;
  }

  #placeOnce(): Place | undefined {
    const { ip } = this.#request;
    this.#place ??= { found: ip === undefined ? undefined : this.#surroundings.placeOf(ip) };
    return this.#place.found;
  }
}

function headerOf({ headers }: ObservedRequest, name: string): string | undefined {
  if (CREDENTIAL_HEADERS.has(name) || !Object.hasOwn(headers, name)) return undefined;
  const value = headers[name];
  return typeof value === "string" || value === undefined ? value : value.join(", ");
}

/** The address as the world knows it: `https://tv.example/media/demo/clip/index.m3u8?quality=high`. */
export function canonicalUrl(
  publicBase: string,
  { segments, trailingSlash, query }: Pick<ObservedRequest, "segments" | "trailingSlash" | "query">,
): string {
  const rest = queryWithoutCredentials(query);
  const path = encodePath(segments) + (trailingSlash || segments.length === 0 ? "/" : "");
  return publicBase + path + (rest === undefined ? "" : `?${rest}`);
}

/** The address of a stream by its full name, for doors that open a stream and no file of it. */
export function streamAddress(stream: string): Pick<ObservedRequest, "segments" | "trailingSlash" | "query"> {
  return { segments: stream.split("/"), trailingSlash: true, query: "" };
}
