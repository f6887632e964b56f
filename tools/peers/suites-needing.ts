import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPeerName, type PeerName } from "./peer-table.ts";

/** One end-to-end file and the peers it asks for. */
export interface PeerUse {
  /** Relative to the root of the repository: `e2e/players/mpv.e2e.ts`. */
  readonly suite: string;
  readonly peers: readonly PeerName[];
}

/** Reads from every `*.e2e.ts` below the folder `e2e` of a repository which peers it names. */
export function readPeerUses(root: string): readonly PeerUse[] {
  return suiteFiles(root).map(suite => ({
    suite,
    peers: peersNamedIn(readFileSync(join(root, suite), "utf8")),
  }));
}

/** The peers that a test source asks for in `describeWithPeers([…])` and `requirePeer("…")`. */
export function peersNamedIn(source: string): readonly PeerName[] {
  const lists = [...source.matchAll(/describeWithPeers\(\s*\[([^\]]*)\]/g)].flatMap(match =>
    [...(match[1] ?? "").matchAll(/["'`]([^"'`]+)["'`]/g)].map(item => item[1] ?? ""),
  );
  const single = [...source.matchAll(/requirePeer\(\s*["'`]([^"'`]+)["'`]/g)].map(match => match[1] ?? "");
  return [...new Set([...lists, ...single])].filter(isPeerName);
}

/** The suites that cannot run without a peer. */
export function suitesNeeding(peer: PeerName, uses: readonly PeerUse[]): readonly string[] {
  return uses.filter(use => use.peers.includes(peer)).map(use => use.suite);
}

function suiteFiles(root: string): readonly string[] {
  const folder = join(root, "e2e");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(path => path.endsWith(".e2e.ts"))
    .map(path => `e2e/${path}`)
    .sort();
}
