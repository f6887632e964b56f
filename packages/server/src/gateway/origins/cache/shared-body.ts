import { Readable } from "node:stream";
import type { SegmentMemory } from "./segment-memory.ts";

const KIB = 1024;
/** Room for a body whose length the origin does not say; it doubles. */
const FIRST_ROOM_BYTES = 64 * KIB;
/** How far readers of a body that is too long to keep may be behind. */
const LONGEST_LAG_BYTES = 2048 * KIB;

/** A stretch of the body. Readers that are behind hold the older ones, and nobody else does. */
interface Stretch {
  bytes: Buffer;
  filled: number;
  next: Stretch | undefined;
}

interface Reader {
  stretch: Stretch;
  position: number;
  takenBytes: number;
  isHungry: boolean;
  readonly stream: Readable;
}

/** How a body ended. */
export type BodyEnd =
  /** Its bytes stay reserved. */
  | { readonly outcome: "whole"; readonly bytes: Buffer }
  /** It was too long for the memory, and went to its readers all the same. */
  | { readonly outcome: "passed" }
  /** The origin broke off, or everybody has left. */
  | { readonly outcome: "broken" };

/**
 * A body that an origin is sending, and everybody who reads it, each at its own pace. While the memory has room for it, it is
 * read as fast as it comes; one that grows too long from then on as fast as the fastest reader takes it, and readers far
 * behind are cut. A reader that leaves disturbs nobody; when the last one has left, the origin is let go.
 */
export class SharedBody {
  /** Never rejects. */
  readonly ended: Promise<BodyEnd>;
  readonly #source: Readable;
  readonly #memory: SegmentMemory;
  readonly #lengthBytes: number | undefined;
  readonly #readers = new Set<Reader>();
  readonly #beginning: Stretch;
  readonly #end: (end: BodyEnd) => void;
  #last: Stretch;
  #reservedBytes: number;
  #receivedBytes = 0;
  #fits = true;
  #isOver = false;
  #isBroken = false;
  /** Everybody has left: it is ending, whoever comes now. */
  #isLeft = false;
  #whenAlone: (() => void) | undefined;

  /** `lengthBytes`, where the origin says it, must have been reserved in the memory. */
  constructor(source: Readable, memory: SegmentMemory, lengthBytes: number | undefined) {
    const { promise, resolve } = Promise.withResolvers<BodyEnd>();
    this.ended = promise;
    this.#end = resolve;
    this.#source = source;
    this.#memory = memory;
    this.#lengthBytes = lengthBytes;
    this.#reservedBytes = lengthBytes ?? 0;
    this.#beginning = { bytes: Buffer.allocUnsafeSlow(lengthBytes ?? 0), filled: 0, next: undefined };
    this.#last = this.#beginning;
    source.on("data", (chunk: Buffer) => this.#take(chunk));
    source.on("end", () => this.#finish(this.#endOfWhole()));
    source.on("error", () => this.#finish({ outcome: "broken" }));
    source.on("close", () => this.#finish({ outcome: "broken" }));
    // Whoever waited for its head has joined by then, or has left.
    setImmediate(() => this.#letGoIfAlone());
  }

  /** The body from its first byte, as it comes. `gone`: its beginning is not there any more, or its source was let go. */
  join(): Readable | "gone" | "broken" {
    if (this.#isLeft) return "gone";
    if (this.#isBroken) return "broken";
    if (!this.#fits) return "gone";
    const stream = new Readable({
      highWaterMark: 1,
      read: () => this.#feed(reader),
      destroy: (error, done) => {
        this.#leave(reader);
        done(error);
      },
    });
    // A reader that leaves before its door reads must not end the process; whoever reads still sees the error.
    stream.on("error", () => {});
    const reader: Reader = { stretch: this.#beginning, position: 0, takenBytes: 0, isHungry: false, stream };
    this.#readers.add(reader);
    return stream;
  }

  /** Calls back, once, when nobody reads it any more; at once, if nobody does. */
  whenAlone(callback: () => void): void {
    this.#whenAlone = callback;
    this.#noticeAlone();
  }

  #noticeAlone(): void {
    if (this.#readers.size > 0) return;
    this.#whenAlone?.();
    this.#whenAlone = undefined;
  }

  #take(chunk: Buffer): void {
    this.#receivedBytes += chunk.length;
    if (this.#fits && this.#hasRoom(chunk.length)) {
      chunk.copy(this.#last.bytes, this.#last.filled);
      this.#last.filled += chunk.length;
    } else this.#passOn(chunk);
    let isWanted = this.#fits;
    for (const reader of this.#readers) {
      if (reader.isHungry) this.#feed(reader);
      isWanted ||= reader.isHungry;
    }
    if (!isWanted) this.#source.pause();
  }

  #hasRoom(moreBytes: number): boolean {
    const last = this.#last;
    const wanted = last.filled + moreBytes;
    if (wanted <= last.bytes.length) return true;
    const bytes = Math.max(FIRST_ROOM_BYTES, last.bytes.length * 2, wanted);
    const isKnown = this.#lengthBytes !== undefined;
    if (isKnown || wanted > this.#memory.entryLimitBytes) return false;
    if (!this.#memory.reserve(bytes - this.#reservedBytes)) return false;
    this.#reservedBytes = bytes;
    const room = Buffer.allocUnsafeSlow(bytes);
    last.bytes.copy(room, 0, 0, last.filled);
    last.bytes = room;
    return true;
  }

  #passOn(chunk: Buffer): void {
    this.#fits = false;
    this.#release();
    const next: Stretch = { bytes: chunk, filled: chunk.length, next: undefined };
    this.#last.next = next;
    this.#last = next;
    for (const { takenBytes, stream } of this.#readers) {
      const lag = this.#receivedBytes - takenBytes;
      if (lag > LONGEST_LAG_BYTES + this.#beginning.filled) stream.destroy(new Error("too far behind"));
    }
  }

  /** Gives a reader what there is, until it has enough or is hungry. */
  #feed(reader: Reader): void {
    reader.isHungry = false;
    for (;;) {
      const { stretch, position } = reader;
      if (position < stretch.filled) {
        reader.position = stretch.filled;
        reader.takenBytes += stretch.filled - position;
        if (!reader.stream.push(stretch.bytes.subarray(position, stretch.filled))) return;
      } else if (stretch.next) {
        reader.stretch = stretch.next;
        reader.position = 0;
      } else break;
    }
    if (this.#isOver) reader.stream.push(null);
    else {
      reader.isHungry = true;
      if (!this.#fits) this.#source.resume();
    }
  }

  #leave(reader: Reader): void {
    this.#readers.delete(reader);
    this.#noticeAlone();
    this.#letGoIfAlone();
  }

  #letGoIfAlone(): void {
    if (this.#readers.size > 0 || this.#isOver) return;
    this.#isLeft = true;
    this.#source.destroy();
  }

  #endOfWhole(): BodyEnd {
    const { bytes, filled } = this.#last;
    if (!this.#fits) return { outcome: "passed" };
    if (this.#lengthBytes !== undefined && filled !== this.#lengthBytes) return { outcome: "broken" };
    this.#memory.release(this.#reservedBytes - filled);
    this.#reservedBytes = filled;
    return { outcome: "whole", bytes: filled === bytes.length ? bytes : exactly(bytes, filled) };
  }

  #finish(end: BodyEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isBroken = end.outcome === "broken";
    if (end.outcome !== "whole") this.#release();
    for (const reader of this.#readers) {
      if (end.outcome === "broken") reader.stream.destroy(new Error("the origin broke off"));
      else if (reader.isHungry) this.#feed(reader);
    }
    this.#end(end);
  }

  #release(): void {
    this.#memory.release(this.#reservedBytes);
    this.#reservedBytes = 0;
  }
}

/** Without the room that was not needed. */
function exactly(bytes: Buffer, filled: number): Buffer {
  const exact = Buffer.allocUnsafeSlow(filled);
  bytes.copy(exact, 0, 0, filled);
  return exact;
}
