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

/** The body of an HTTP origin's answer, as it comes. Destroying it before its end closes the connection. */
export class OriginBody extends Readable {
  readonly #source: BodySource;
  readonly #lengthBytes: number | undefined;

  constructor(source: BodySource, lengthBytes: number | undefined) {
    super({ highWaterMark: AHEAD_BYTES });
    this.#source = source;
    this.#lengthBytes = lengthBytes;
    // A body that breaks off before anybody reads it must not end the process; whoever reads still sees the error.
    this.on("error", () => {});
  }

  override _read(): void {
    this.#source.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#source.leave(error ?? new Error("nobody reads on"));
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
