import { accessSync, constants, readFileSync, realpathSync, statfsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { systemCode } from "./system-code.ts";

/** What a file or folder is. */
export interface FileFacts {
  readonly isFolder: boolean;
  /** Permissions, 0 to 0o777. */
  readonly mode: number;
  readonly userId: number;
  readonly bytes: number;
}

/** What the checks ask of the machine; replaceable for tests. */
export interface System {
  /** `24.21.0`. */
  readonly nodeVersion: string;
  /** The user whom this process acts as; undefined where there are none (Windows). */
  readonly userId: number | undefined;
  /** Unix milliseconds. */
  nowMilliseconds(): number;
  /** Follows links; undefined when there is nothing. Throws the system's error when it may not look. */
  stat(path: string): FileFacts | undefined;
  /** Throws the system's error. */
  realPath(path: string): string;
  /** Whether this user can list a folder and read in it; else the system's error code. */
  folderFault(path: string): string | undefined;
  /** Bytes that this user can still write on a path's disk. */
  freeBytes(path: string): number;
  /** Files and connections that a process may have open; undefined when it cannot be told. */
  openFileLimit(): number | undefined;
  /** Addresses under which other machines may reach this one; without link-local ones. */
  ownAddresses(): readonly string[];
  /** Listens for a moment; the system's error code when that is not possible. */
  listenFault(address: { readonly host: string; readonly port: number }): Promise<string | undefined>;
}

/** The machine that this process runs on. */
export const thisSystem: System = {
  nodeVersion: process.versions.node,
  userId: process.geteuid?.(),
  nowMilliseconds: () => Date.now(),
  stat(path) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const { mode, uid, size } = found;
    return { isFolder: found.isDirectory(), mode: mode & 0o777, userId: uid, bytes: size };
  },
  realPath: path => realpathSync(path),
  folderFault(path) {
    try {
      accessSync(path, constants.R_OK | constants.X_OK);
      return statSync(path).isDirectory() ? undefined : "ENOTDIR";
    } catch (error) {
      return systemCode(error);
    }
  },
  freeBytes(path) {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  },
  openFileLimit: readOpenFileLimit,
  ownAddresses: () =>
    Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
      .map(({ address }) => address),
  listenFault(address) {
    return new Promise(resolve => {
      const server = createServer();
      server.once("error", error => resolve(systemCode(error)));
      server.listen(address, () => server.close(() => resolve(undefined)));
    });
  },
};

/** Node raises its own limit to the highest one allowed, as the server's Node does. */
function readOpenFileLimit(): number | undefined {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const soft = /^Max open files +(\d+|unlimited)/m.exec(limits)?.[1];
    return soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft ?? Number.NaN) || undefined;
  } catch {
    return undefined;
  }
}
