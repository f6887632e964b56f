import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { asAbortSignal, type LeaveSignal } from "../../lib/departure.ts";

const KIB = 1024;

/** Up to so many bytes are read at once into one buffer: most segments and every playlist. */
export const WHOLE_READ_LIMIT_BYTES = 1024 * KIB;

const STREAM_CHUNK_BYTES = 512 * KIB;

/** Part of a file. */
export interface FilePart {
  readonly start: number;
  readonly length: number;
}

/**
 * Reads a part of a file whole and closes the handle in any case. Undefined when the file turned out shorter.
 *
 * @throws the file system's error
 */
export async function readPart(handle: FileHandle, part: FilePart): Promise<Uint8Array | undefined> {
  try {
    const bytes = Buffer.allocUnsafe(part.length);
    let filled = 0;
    while (filled < part.length) {
      const { bytesRead } = await handle.read(bytes, filled, part.length - filled, part.start + filled);
      if (bytesRead === 0) return undefined;
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** A part of a file as a stream, which closes the handle when it ends, fails, is destroyed or `signal` aborts. */
export function streamPart(handle: FileHandle, part: FilePart, signal: LeaveSignal): Readable {
  const stream = handle.createReadStream({
    start: part.start,
    end: part.start + part.length - 1,
    highWaterMark: STREAM_CHUNK_BYTES,
    signal: asAbortSignal(signal),
  });
  // A client that leaves before its door reads the body must not end the process; a reader still sees the error.
  stream.on("error", () => {});
  return stream;
}
