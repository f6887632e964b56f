import { type PeerName, packagesOf } from "./peer-table.ts";
import { type PeerUse, suitesNeeding } from "./suites-needing.ts";

/** What to tell somebody whose machine lacks peers: which, what cannot run without each, and how to get them. */
export function missingPeersReport(
  missing: readonly PeerName[],
  uses: readonly PeerUse[],
): readonly string[] {
  const lines = missing.map(peer => {
    const suites = suitesNeeding(peer, uses);
    const consequence = suites.length === 0 ? "no suite needs it" : `cannot run: ${suites.join(", ")}`;
    return `missing: ${peer} (${consequence})`;
  });
  return [
    ...lines,
    `to get them on Debian: sudo apt-get install --no-install-recommends ${packagesOf(missing).join(" ")}`,
  ];
}
