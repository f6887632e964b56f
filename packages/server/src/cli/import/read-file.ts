import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { pathText } from "../output/path-text.ts";
import { PlainFailure } from "../plain-failure.ts";
import { systemFault } from "../system-fault.ts";

const MEBIBYTE = 1024 * 1024;
const LARGEST_BYTES = 32 * MEBIBYTE;

/**
 * The text of an export: UTF-8, with or without a byte order mark, at most 32 MiB.
 *
 * @throws PlainFailure that says what is wrong with the file
 */
export function readFile(path: string): string {
  const bytes = readBytes(path);
  const name = pathText(path);
  if (bytes.includes(0)) throw new PlainFailure(`${name} is no text: it holds binary data.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PlainFailure(`${name} is not written in UTF-8: save it as UTF-8, and try again.`);
  }
}

function readBytes(path: string): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    const { size } = fstatSync(descriptor);
    if (size > LARGEST_BYTES) {
      const has = Math.ceil(size / MEBIBYTE);
      throw new PlainFailure(
        `${pathText(path)} has ${has} MiB; at most ${LARGEST_BYTES / MEBIBYTE} are read: split it.`,
      );
    }
    return readWhole(descriptor, path);
  } catch (error) {
    if (error instanceof PlainFailure) throw error;
    throw new PlainFailure(`${pathText(path)} cannot be read: ${systemFault(error)}.`, { cause: error });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A pipe and a device have no size: they are read no further than a file may be. */
function readWhole(descriptor: number, path: string): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.alloc(MEBIBYTE);
    const count = readSync(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > LARGEST_BYTES) {
      throw new PlainFailure(
        `${pathText(path)} has more than ${LARGEST_BYTES / MEBIBYTE} MiB, and no more are read: split it.`,
      );
    }
  }
}
