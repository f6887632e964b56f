/** Query parameters that carry a token (addresses.md of the API: the gateway reads the same). */
const TOKEN_PARAMETERS = ["token", "access_token", "jwt", "CAT", "URISigningPackage"];
/** Ant Media's parameters of a subscriber, which together stand for a token. */
const SUBSCRIBER_ID = "subscriberId";
const SUBSCRIBER_CODE = "subscriberCode";
/** As some players write `CAT`: it carries a token where its value is one. */
const SMALL_CAT = "cat";
/** A JWT, or a CAT by the first bytes of COSE, in the path or a parameter; no name of a stream is so long. */
const SIGNED_TOKEN = /^(?:eyJ[\w-]+\.[\w-]+\.[\w-]+|(?:2D3|0IN|0[Yo]R|hE|g0)[\w-]{52,}={0,2})$/;
/** A token behind a segment (RFC 9246 section 2.2). */
const PATH_PARAMETER = /;URISigningPackage=([^;/]*)/;

/** What the player reads from the page's address. */
export interface AddressReading {
  readonly token: string | undefined;
  /** `?engine=`: a forced engine, checked later against those that exist. */
  readonly engine: string | undefined;
  /** Path, query and hash without the token: what the address bar shows from now on. */
  readonly cleaned: string;
}

/** Takes the token out of an address. The rest of the query stays as it was written. */
export function readAddress(href: string): AddressReading {
  const url = new URL(href);
  const path = readPath(url.pathname);
  const inQuery = [...TOKEN_PARAMETERS, SMALL_CAT]
    .map(name => ({ name, text: url.searchParams.get(name) ?? "" }))
    .find(({ name, text }) => carriesToken(name, text))?.text;
  const token = path.token ?? inQuery ?? subscriberOf(url.searchParams);
  const engine = url.searchParams.get("engine") ?? undefined;
  const kept = url.search.slice(1).split("&").filter(isNoToken);
  const query = kept.filter(part => part !== "").join("&");
  const cleaned = `${path.cleaned}${query === "" ? "" : `?${query}`}${url.hash}`;
  return { token, engine, cleaned };
}

/** A subscriber's id and code as one text, as `POST /s` takes it. */
function subscriberOf(parameters: URLSearchParams): string | undefined {
  const [id, code] = [parameters.get(SUBSCRIBER_ID), parameters.get(SUBSCRIBER_CODE)];
  return id && code ? `totp:${id}:${code}` : undefined;
}

/** The token of a path, and the path without it. */
function readPath(pathname: string): { readonly token: string | undefined; readonly cleaned: string } {
  const segments = pathname.split("/");
  const led = segments.find(segment => SIGNED_TOKEN.test(segment));
  const rest = segments.filter(segment => segment !== led).join("/");
  const behind = PATH_PARAMETER.exec(rest)?.[1];
  return { token: led ?? (behind || undefined), cleaned: rest.replace(PATH_PARAMETER, "") };
}

function carriesToken(name: string, text: string): boolean {
  return name === SMALL_CAT ? SIGNED_TOKEN.test(text) : text !== "" && TOKEN_PARAMETERS.includes(name);
}

function isNoToken(part: string): boolean {
  const [[name, text] = ["", ""]] = [...new URLSearchParams(part)];
  if (name === SUBSCRIBER_ID || name === SUBSCRIBER_CODE) return false;
  return !TOKEN_PARAMETERS.includes(name) && !carriesToken(name, text);
}
