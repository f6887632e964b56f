import { statfs } from "node:fs/promises";

/** Left free beside whatever is written here: the database in use must go on. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** Bytes that may still be written into a folder. */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.max(0, bavail * bsize - RESERVE_BYTES);
}
