import type { TestServer } from "../support/sluice.ts";
import { createViewer, type Reply } from "../support/viewer.ts";

/** What is sent; what is left out is as every player sends it. */
export interface AskedOf {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the proxy says the client's address is. */
  readonly address?: string;
  /** Where the request itself comes from; default 127.0.0.1, the proxy. */
  readonly peer?: string;
  /** The player; default: one of its own for each request. */
  readonly agent?: string;
}

/** Asks a server for a path. */
export type Ask = (path: string, asked?: AskedOf) => Promise<Reply>;

/** The entry that the tests of tokens ask for. */
export const ENTRY = "/cup/one/index.m3u8";
/** The header that carries a Common Access Token. */
export const CAT_HEADER = "cta-common-access-token";

/** Each request comes from another player behind the proxy, so that nobody comes back to a session of before. */
export function createAsk(server: () => TestServer): Ask {
  let agents = 0;
  return (path, asked = {}) => {
    const { method = "GET", headers = {}, address = "203.0.113.7", peer = "127.0.0.1" } = asked;
    agents += 1;
    const viewer = createViewer(server(), { agent: asked.agent ?? `Player/${agents}`, address: peer });
    return viewer.ask(path, { method, headers: { "x-forwarded-for": address, ...headers } });
  };
}

/** In one word: `allowed`, or the reason of the refusal. */
export function outcomeOf({ status, reason }: Reply): string {
  return status === 200 || status === 302 ? "allowed" : (reason ?? `status ${status}`);
}

/** How many sessions were made with the token of this name. */
export async function usesOf(server: TestServer, cti: string): Promise<number> {
  const { status, body } = await server.api("GET", `/v1/tokens?jti=${cti}`);
  if (status !== 200) throw new Error(`GET /v1/tokens: ${status}`);
  const [item, ...others] = body.items as readonly { readonly uses: number }[];
  if (others.length > 0) throw new Error(`two tokens have the name ${cti}`);
  return item?.uses ?? 0;
}
