/** Query parameters that carry a token (addresses.md of the API: the gateway reads the same). */
const TOKEN_PARAMETERS = ["token", "access_token", "jwt", "CAT"];

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
  const token = TOKEN_PARAMETERS.map(name => url.searchParams.get(name)).find(text => text) ?? undefined;
  const engine = url.searchParams.get("engine") ?? undefined;
  const kept = url.search.slice(1).split("&").filter(isNoToken);
  const query = kept.filter(part => part !== "").join("&");
  const cleaned = `${url.pathname}${query === "" ? "" : `?${query}`}${url.hash}`;
  return { token, engine, cleaned };
}

function isNoToken(part: string): boolean {
  const [name = ""] = [...new URLSearchParams(part).keys()];
  return !TOKEN_PARAMETERS.includes(name);
}
