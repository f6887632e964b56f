import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { type Peer, type PeerName, peerTable } from "./peer-table.ts";

/** Where a peer lives on this machine. */
export interface FoundPeer {
  /** Absolute path of its program, or of its file for peers that are files. */
  readonly path: string;
}

const PROOF_TIMEOUT_MS = 60_000;

/** Debian keeps servers such as nginx outside the PATH of ordinary users. */
const SERVER_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

const found = new Map<PeerName, FoundPeer | undefined>();

/** Finds a peer and proves that it runs; undefined when it is missing or incomplete. One look per process. */
export function findPeer(name: PeerName): FoundPeer | undefined {
  if (!found.has(name)) found.set(name, locatePeer(peerTable[name], process.env.PATH ?? ""));
  return found.get(name);
}

/** Forgets what was found, for use after an installation. */
export function forgetPeers(): void {
  found.clear();
}

/** The look itself, over a given PATH. */
export function locatePeer(peer: Peer, searchPath: string): FoundPeer | undefined {
  const path = peer.candidates.map(candidate => findProgram(candidate, searchPath)).find(isPresent);
  if (path === undefined) return undefined;
  const proven = peer.proofs.every(proof => {
    const program = proof.command === undefined ? path : findProgram(proof.command, searchPath);
    return program !== undefined && succeeds(program, proof.args);
  });
  return proven ? { path } : undefined;
}

function findProgram(name: string, searchPath: string): string | undefined {
  if (isAbsolute(name)) return isAccessible(name, constants.R_OK) ? name : undefined;
  const folders = [...searchPath.split(delimiter).filter(folder => folder !== ""), ...SERVER_FOLDERS];
  return folders.map(folder => join(folder, name)).find(path => isAccessible(path, constants.X_OK));
}

function isAccessible(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore", timeout: PROOF_TIMEOUT_MS }).status === 0;
}

function isPresent(path: string | undefined): path is string {
  return path !== undefined;
}
