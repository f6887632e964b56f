import type { EndReason } from "@sluice/policy";

/** Closes something that is open under a session. */
export type Closer = (reason: EndReason) => void;

/**
 * What closes the things that are open under a session. A plain list of a few: a Set whose members come and go with every
 * request is copied again and again, and the collector keeps the copies, with the requests in them, until its next long run.
 */
export class Closers {
  readonly #open: Closer[] = [];

  get size(): number {
    return this.#open.length;
  }

  add(closer: Closer): void {
    this.#open.push(closer);
  }

  /** Nothing happens when it is not there. */
  delete(closer: Closer): void {
    const at = this.#open.indexOf(closer);
    if (at < 0) return;
    const last = this.#open.pop();
    if (last !== undefined && last !== closer) this.#open[at] = last;
  }

  /** Calls each once; one that is deleted meanwhile is called all the same. */
  closeAll(reason: EndReason): void {
    for (const close of this.#open.splice(0)) close(reason);
  }
}
