import type { Grant, MintedToken, TestServer } from "../support/sluice.ts";
import type { Dialect, Doing } from "./dialects.ts";
import { type RawAnswer, sendRaw } from "./raw-http.ts";
import type { SequenceCall } from "./read-sequences.ts";
import { writeCall } from "./write-call.ts";

/** One kind of media server whose clients lie, or that is no such server at all. */
export interface Liar {
  /** Asks with the right secret; true for what that kind of server takes for a yes. */
  asks(doing: Doing): Promise<boolean>;
  /** Sends a call of its own making with this secret. */
  sends(call: SequenceCall, secret?: string): Promise<RawAnswer>;
  /** A stream, and a connection, that no other test has. */
  fresh(): Pick<Doing, "stream" | "id">;
  mint(stream: string, grant?: Grant): Promise<MintedToken>;
  uses(token: MintedToken): Promise<unknown>;
  /** Live sessions on a stream of `live`. */
  live(stream: string): Promise<number>;
  /** Why the newest decision about a stream of `live` refused. */
  reason(stream: string): Promise<unknown>;
}

let drawn = 0;

/** A liar in a dialect, before a server that has this secret. */
export function createLiar(sluice: TestServer, dialect: Dialect, secret: string): Liar {
  const sends = (call: SequenceCall, by = secret) => sendRaw(sluice.url, writeCall(dialect.kind, by, call));
  const first = async (path: string) => {
    const { body } = await sluice.api("GET", path);
    return body.items as readonly Readonly<Record<string, unknown>>[];
  };
  return {
    sends,
    asks: async doing => dialect.isYes(await sends(dialect.ask(doing))),
    fresh() {
      drawn += 1;
      return { stream: `lie-${dialect.kind}-${drawn}`, id: `${10_000 + drawn}` };
    },
    mint: (stream, grant = {}) =>
      sluice.mint({ kind: "one-time", action: "publish", target: { streams: [`live/${stream}`] }, ...grant }),
    async uses({ id }) {
      return (await sluice.api("GET", `/v1/tokens/${id}`)).body.uses;
    },
    live: async stream => (await first(`/v1/sessions?status=live&stream=live/${stream}`)).length,
    reason: async stream => (await first(`/v1/decisions?limit=1&stream=live/${stream}`))[0]?.reason,
  };
}
