import { Transform } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";

const SLICES_PER_SECOND = 10;

/** A stream that hands its bytes on at most this fast. */
export function slowDown(bytesPerSecond: number): Transform {
  const sliceBytes = Math.ceil(bytesPerSecond / SLICES_PER_SECOND);
  return new Transform({
    readableHighWaterMark: sliceBytes,
    writableHighWaterMark: sliceBytes,
    async transform(chunk: Buffer, _encoding, done) {
      for (let start = 0; start < chunk.length && !this.destroyed; start += sliceBytes) {
        this.push(chunk.subarray(start, start + sliceBytes));
        await pause(1_000 / SLICES_PER_SECOND);
      }
      done();
    },
  });
}
