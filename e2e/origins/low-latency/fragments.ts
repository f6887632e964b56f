const HEADER_BYTES = 8;
const TYPE_AT = 4;

/** What a stream of fragmented MP4 consists of: its beginning, and pieces of `moof` and `mdat` that play behind it. */
export type Fragment = { readonly kind: "init" | "part"; readonly bytes: Buffer };

/**
 * Takes fragmented MP4 apart as it comes (ISO/IEC 14496-12, 8.8.4): everything before the first `moof` is the
 * initialization, each `moof` up to the end of its `mdat` is one part. Boxes of 64-bit sizes are refused.
 */
export class FragmentReader {
  #waiting: Buffer = Buffer.alloc(0);
  #boxes: Buffer[] = [];

  /** Takes the next bytes, and gives what they complete. */
  read(chunk: Buffer): readonly Fragment[] {
    this.#waiting = Buffer.concat([this.#waiting, chunk]);
    const complete: Fragment[] = [];
    for (let box = this.#nextBox(); box !== undefined; box = this.#nextBox()) {
      const type = box.toString("latin1", TYPE_AT, HEADER_BYTES);
      this.#boxes.push(box);
      if (type === "moov") complete.push({ kind: "init", bytes: this.#takeBoxes() });
      if (type === "mdat") complete.push({ kind: "part", bytes: this.#takeBoxes() });
    }
    return complete;
  }

  #nextBox(): Buffer | undefined {
    if (this.#waiting.length < HEADER_BYTES) return undefined;
    const size = this.#waiting.readUInt32BE(0);
    if (size < HEADER_BYTES) throw new Error(`a box of ${size} bytes`);
    if (this.#waiting.length < size) return undefined;
    const box = this.#waiting.subarray(0, size);
    this.#waiting = this.#waiting.subarray(size);
    return box;
  }

  #takeBoxes(): Buffer {
    return Buffer.concat(this.#boxes.splice(0));
  }
}
