/** Where in a stream something is: a segment, and a part of it from 0 (RFC 8216bis, 6.2.5.2). */
export interface Position {
  readonly segment: number;
  readonly part: number;
}

/** One segment so far. */
export interface Segment {
  readonly number: number;
  readonly parts: readonly Buffer[];
}

/** How long a part is, how many make a segment, and how long that is. */
export const PART_SECONDS = 0.5;
export const PARTS_PER_SEGMENT = 4;
export const TARGET_SECONDS = PART_SECONDS * PARTS_PER_SEGMENT;
/** Complete segments that a playlist names; as many again are still served. */
export const WINDOW_SEGMENTS = 8;

/** One rendition that grows by a part of 0.5 s at a time; whoever waits for a position hears when it is there. */
export class Track {
  readonly #segments: { readonly number: number; readonly parts: Buffer[] }[] = [];
  readonly #waiting = new Set<() => void>();
  init: Buffer | undefined;

  /** Puts a part behind the others. */
  append(bytes: Buffer): void {
    const last = this.#segments.at(-1);
    if (last && last.parts.length < PARTS_PER_SEGMENT) last.parts.push(bytes);
    else this.#segments.push({ number: last ? last.number + 1 : 0, parts: [bytes] });
    if (this.#segments.length > WINDOW_SEGMENTS * 2) this.#segments.shift();
    for (const wake of this.#waiting) wake();
  }

  /** The segments of the playlist, the growing one last, in their order. */
  get window(): readonly Segment[] {
    const isWhole = this.#segments.at(-1)?.parts.length === PARTS_PER_SEGMENT;
    return this.#segments.slice(-(WINDOW_SEGMENTS + (isWhole ? 0 : 1)));
  }

  /** The last part there is; undefined before the first. */
  get last(): Position | undefined {
    const segment = this.#segments.at(-1);
    return segment && { segment: segment.number, part: segment.parts.length - 1 };
  }

  /** The part that comes next. */
  get next(): Position {
    const last = this.last ?? { segment: 0, part: -1 };
    return last.part + 1 < PARTS_PER_SEGMENT
      ? { segment: last.segment, part: last.part + 1 }
      : { segment: last.segment + 1, part: 0 };
  }

  /** A part's bytes; undefined when it is not there. */
  part({ segment, part }: Position): Buffer | undefined {
    return this.#segments.find(({ number }) => number === segment)?.parts[part];
  }

  /** A whole segment's bytes; undefined when it is not complete, or gone. */
  segment(number: number): Buffer | undefined {
    const found = this.#segments.find(each => each.number === number);
    return found?.parts.length === PARTS_PER_SEGMENT ? Buffer.concat(found.parts) : undefined;
  }

  /** Whether a position is there, or past. A part beyond its segment's last is the next segment's first. */
  has({ segment, part }: Position): boolean {
    const { last } = this;
    if (!last) return false;
    const wanted = segment * PARTS_PER_SEGMENT + part;
    return last.segment * PARTS_PER_SEGMENT + last.part >= wanted;
  }

  /** Resolves with true once a position is there, with false when the signal aborts before. */
  async reaches(position: Position, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const look = (): void => {
      if (this.has(position)) resolve(true);
      else if (signal.aborted) resolve(false);
    };
    this.#waiting.add(look);
    signal.addEventListener("abort", look, { once: true });
    look();
    const isThere = await promise;
    this.#waiting.delete(look);
    return isThere;
  }
}
