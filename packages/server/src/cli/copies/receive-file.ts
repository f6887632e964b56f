import { open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { freeSpace } from "./free-space.ts";

/** The disk is asked again after so many bytes. */
const ASK_EVERY_BYTES = 16 * 1024 * 1024;

/**
 * Writes what is sent into a new file for this user only. False: the disk has no room for all of it; the rest is not
 * read. Rejects with what the disk complains about, or when the sender breaks off.
 */
export async function receiveFile(content: Readable, file: string): Promise<boolean> {
  const handle = await open(file, "wx", 0o600);
  try {
    let room = await freeSpace(dirname(file));
    let untilAsked = ASK_EVERY_BYTES;
    for await (const chunk of content as AsyncIterable<Uint8Array>) {
      room -= chunk.byteLength;
      untilAsked -= chunk.byteLength;
      if (untilAsked <= 0) {
        room = await freeSpace(dirname(file));
        untilAsked = ASK_EVERY_BYTES;
      }
      if (room < chunk.byteLength) return false;
      await handle.writeFile(chunk);
    }
    await handle.sync();
    return true;
  } finally {
    await handle.close();
  }
}
