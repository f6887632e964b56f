import type { ServerResponse } from "node:http";

/** The answers that are under way. */
export interface OpenAnswers {
  /** Until it is closed. */
  add(response: ServerResponse): void;
  all(): readonly ServerResponse[];
}

/** Where an answer stands in the list. */
const place = Symbol("place");

interface Placed extends ServerResponse {
  [place]?: number;
}

/**
 * Keeps answers in a plain list. A Set whose members come and go with every request is copied again and again, and the
 * collector keeps the copies, with the requests in them, until its next long run.
 */
export function createOpenAnswers(): OpenAnswers {
  const open: Placed[] = [];

  /** One for all: the last one takes the place of the one that leaves. */
  function leave(this: Placed): void {
    const at = this[place];
    const last = open.pop();
    if (at === undefined || last === undefined || last === this) return;
    open[at] = last;
    last[place] = at;
  }

  return {
    add(response: Placed) {
      response[place] = open.length;
      open.push(response);
      response.once("close", leave);
    },
    all: () => [...open],
  };
}
