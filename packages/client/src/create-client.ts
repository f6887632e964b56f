import createClient, { type Client } from "openapi-fetch";
import { createPaginate, type Paginate } from "./paginate.ts";
import type { paths } from "./schema.ts";

/** Where the server is, and who asks. */
export interface SluiceClientOptions {
  /** The server's public address, with its path prefix where it has one: `https://media.example.com/sluice`. */
  readonly url: string;
  /** An API key: `sk_…`. It is sent to this server and to no other, and shown nowhere. */
  readonly apiKey: string;
  /** What makes the requests; the platform's own `fetch` by default. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** API v1, typed by its document: `GET`, `POST`, `PATCH`, `PUT` and `DELETE` answer `{data, error, response}`. */
export interface SluiceClient extends Client<paths> {
  /** Every item of a list: `for await (const token of sluice.paginate("/v1/tokens", { query: { user } })) …`. */
  readonly paginate: Paginate;
}

/** Every list, for the one function that knows no list in particular. */
type AnyList = Record<
  string,
  {
    get: {
      parameters: { query?: object; path?: object };
      responses: {
        200: { content: { "application/json": { items: readonly unknown[]; next: string | null } } };
      };
    };
  }
>;

/** A client of one server. Throws a TypeError for an address that is none and for a key that no header can hold. */
export function createSluiceClient({ url, apiKey, fetch }: SluiceClientOptions): SluiceClient {
  if (!/^https?:$/.test(new URL(url).protocol)) throw new TypeError("url: give the server's http(s) address");
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError("apiKey: is no API key");
  const options = {
    baseUrl: url,
    headers: { authorization: `Bearer ${apiKey}` },
    // The API redirects nowhere: who does is somebody else, and shall not get the key.
    redirect: "error",
    ...(fetch === undefined ? {} : { fetch }),
  } as const;
  const lists = createClient<AnyList, "application/json">(options);
  const paginate = createPaginate((path, params) => lists.GET(path, { params }));
  return { ...createClient<paths>(options), paginate };
}
