import { playerRefusal } from "./player-refusals.ts";
import type { Format } from "./session.ts";
import type { Opening, SessionClient, SessionRequest } from "./session-client.ts";

/** Formats in the order in which they are tried; undefined in it = whatever the server finds. */
export type FormatOrder = readonly (Format | undefined)[];

/** What the first format that the stream has came to, and what could be tried after it. */
export interface FirstOpening {
  readonly answer: Opening;
  readonly rest: FormatOrder;
}

/**
 * Opens a session in the first format that this browser plays and the stream has. A stream without one spends nothing;
 * every other refusal is about the token and ends the search.
 */
export async function openFirst(
  client: SessionClient,
  request: Omit<SessionRequest, "format">,
  { order, canPlay }: { readonly order: FormatOrder; readonly canPlay: (format: Format) => boolean },
): Promise<FirstOpening> {
  let last: FirstOpening = {
    answer: { outcome: "refused", refusal: playerRefusal("playback-unsupported") },
    rest: [],
  };
  for (const [index, format] of order.entries()) {
    if (format !== undefined && !canPlay(format)) continue;
    const answer = await client.open({ ...request, format });
    const isMissing = answer.outcome === "refused" && answer.refusal.reason === "media-not-found";
    last = { answer, rest: order.slice(index + 1) };
    if (!isMissing) return last;
  }
  return last;
}
