import { Readable } from "node:stream";

const KIB = 1024;
/** As files are read. */
const AHEAD_BYTES = 64 * KIB;
/** Up to so many bytes, reading the rest costs less than a new connection. */
const LET_GO_BYTES = 128 * KIB;

/** Who fills a body. */
export interface BodySource {
  /** Goes on after `push` has said that there is enough. */
  resume(): void;
  /** Nobody reads on. Nothing happens when the whole has come. */
  leave(reason: Error): void;
}

/** Where a body goes piece by piece, around the machinery of streams. */
export interface BodyOutlet {
  /** False: it has enough, until it calls the body's `goOn`. */
  write(piece: Buffer): boolean;
  end(): void;
  /** The rest does not come. */
  destroy(): void;
}

/** The body of an HTTP origin's answer, as it comes. Destroying it before its end closes the connection. */
export class OriginBody extends Readable {
  readonly #source: BodySource;
  readonly #lengthBytes: number | undefined;
  #outlet: BodyOutlet | undefined;
  #isWhole = false;

  constructor(source: BodySource, lengthBytes: number | undefined) {
    super({ highWaterMark: AHEAD_BYTES });
    this.#source = source;
    this.#lengthBytes = lengthBytes;
    // A body that breaks off before anybody reads it must not end the process; whoever reads still sees the error.
    this.on("error", () => {});
  }

  /** A piece of it, or its end, which is null; false: enough for now. */
  receive(piece: Buffer | null): boolean {
    this.#isWhole = piece === null;
    if (this.#outlet === undefined) return this.push(piece);
    if (piece !== null) return this.#outlet.write(piece);
    this.#outlet.end();
    return true;
  }

  /** Gives everything to one outlet, in the place of reading: a stream between two sockets costs as much as the sockets. */
  pourInto(outlet: BodyOutlet): void {
    if (this.destroyed) {
      outlet.destroy();
      return;
    }
    this.#outlet = outlet;
    const before: Buffer | null = this.read();
    if (before !== null) outlet.write(before);
    if (this.#isWhole) outlet.end();
    else this.goOn();
  }

  /** The outlet wants more. */
  goOn(): void {
    this.#source.resume();
  }

  override _read(): void {
    if (this.#outlet === undefined) this.#source.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#source.leave(error ?? new Error("nobody reads on"));
    if (!this.#isWhole) this.#outlet?.destroy();
    done(error);
  }

  /** Reads the rest for nobody if it is short, else destroys it. */
  letGo(): void {
    let restBytes = LET_GO_BYTES;
    if ((this.#lengthBytes ?? 0) > restBytes) {
      this.destroy();
      return;
    }
    this.on("data", (piece: Buffer) => {
      restBytes -= piece.length;
      if (restBytes < 0) this.destroy();
    });
  }
}
