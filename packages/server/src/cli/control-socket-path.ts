import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A Unix socket's address is at most 107 bytes on Linux and 103 on macOS. */
const SOCKET_PATH_LIMIT_BYTES = 100;

/**
 * The socket through which the owner of a data folder commands a running server: in the folder, or, where that
 * path is longer than a socket's address may be, in a folder of its own among the temporary files. The same for
 * every name of the folder; it need not exist.
 */
export function controlSocketPath(dataDir: string): string {
  const folder = realFolder(dataDir);
  const path = join(folder, "sluice.sock");
  if (Buffer.byteLength(path) <= SOCKET_PATH_LIMIT_BYTES) return path;
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return join(tmpdir(), `sluice-${name}`, "sluice.sock");
}

/** Makes the socket's folder, if it is not the data folder itself. Throws unless only the data's owner can use it. */
export function makeSocketFolder(path: string, dataDir: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!isPrivateFolder(path, dataDir)) throw new Error(`${dirname(path)} belongs to somebody else`);
}

/**
 * True when the socket's folder is as safe as the data folder. Anybody may make a folder among the temporary
 * files, so that one counts only if it has the data folder's owner and is closed to all others.
 */
export function isPrivateFolder(path: string, dataDir: string): boolean {
  const folder = dirname(path);
  if (folder === realFolder(dataDir)) return true;
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === statSync(dataDir).uid && (found.mode & 0o077) === 0;
}

function realFolder(dataDir: string): string {
  try {
    return realpathSync(dataDir);
  } catch {
    return dataDir;
  }
}
