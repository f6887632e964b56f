import { constants, type FileHandle, open, readlink, realpath, stat } from "node:fs/promises";
import { sep } from "node:path";

/** An open file that lies inside the folder, and what is known of it. The caller closes the handle. */
export interface FolderFile {
  readonly handle: FileHandle;
  readonly totalBytes: number;
  readonly modifiedNanoseconds: bigint;
}

/** Nothing blocks on a FIFO, and a link put in the file's place after `realpath` is not followed. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** What the file system says about a path that leads to no file. */
const ABSENT: ReadonlySet<unknown> = new Set([
  "ENOENT",
  "ENOTDIR",
  "ELOOP",
  "ENAMETOOLONG",
  "ENXIO",
  "EISDIR",
]);

/**
 * Opens a regular file below `realRoot` (both absolute; `realRoot` already free of links). Undefined when there is
 * none, when links lead out of the root, or for anything that is not a regular file.
 *
 * The handle itself is judged after it is open, not only the name before: a folder that is replaced by a link in
 * between gains nothing. Where the kernel does not tell the path of an open file (no `/proc`), the name is compared
 * once more instead, which leaves a narrow race to someone who can write inside the folder.
 *
 * @throws the file system's error for anything but absence: no permission, a broken disk, too many open files
 */
export async function openFolderFile(realRoot: string, path: string): Promise<FolderFile | undefined> {
  try {
    const real = await realpath(path);
    if (!isInside(realRoot, real)) return undefined;
    return await keepRegular(await open(real, OPEN_FLAGS), realRoot, real);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Whether a path without links lies below a root without links. */
export function isInside(realRoot: string, real: string): boolean {
  return real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
}

async function keepRegular(
  handle: FileHandle,
  realRoot: string,
  real: string,
): Promise<FolderFile | undefined> {
  let kept = false;
  try {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile() || !(await isHandleInside(handle, stats, realRoot, real))) return undefined;
    kept = true;
    return { handle, totalBytes: Number(stats.size), modifiedNanoseconds: stats.mtimeNs };
  } finally {
    if (!kept) await handle.close();
  }
}

async function isHandleInside(
  handle: FileHandle,
  stats: { readonly dev: bigint; readonly ino: bigint },
  realRoot: string,
  real: string,
): Promise<boolean> {
  const opened = await pathOfHandle(handle);
  if (opened !== undefined) return isInside(realRoot, opened);
  // Without the kernel's answer: the name must still lead, without links, to the file that is open.
  if ((await realpath(real)) !== real) return false;
  const named = await stat(real, { bigint: true });
  return named.dev === stats.dev && named.ino === stats.ino;
}

/** Where the kernel says the open file is (Linux); undefined where it does not say. */
async function pathOfHandle(handle: FileHandle): Promise<string | undefined> {
  try {
    return await readlink(`/proc/self/fd/${handle.fd}`);
  } catch {
    return undefined;
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && "code" in error && ABSENT.has(error.code);
}
