import { join } from "node:path";
import { findPeer, forgetPeers, locatePeer } from "./peers/find-peer.ts";
import { canInstallPackages, installPackages } from "./peers/install-packages.ts";
import { isCi } from "./peers/is-ci.ts";
import { missingPeersReport } from "./peers/missing-peers-report.ts";
import { type PeerName, packagesOf, peerNames } from "./peers/peer-table.ts";
import { readPeerUses } from "./peers/suites-needing.ts";

/** The first step of the tests: brings the peers when it may, and otherwise says by name what cannot run. */

const APT_GET = { packages: ["apt"], candidates: ["apt-get"], proofs: [] };

function missingPeers(): readonly PeerName[] {
  return peerNames.filter(name => findPeer(name) === undefined);
}

async function bringPeers(missing: readonly PeerName[]): Promise<readonly PeerName[]> {
  const packages = packagesOf(missing);
  console.log(`installing ${packages.join(" ")} (this can take some minutes)`);
  const outcome = await installPackages(packages);
  if (!outcome.ok) console.log(`apt-get failed:\n${outcome.output}`);
  forgetPeers();
  return missingPeers();
}

let missing = missingPeers();
const hasAptGet = locatePeer(APT_GET, process.env.PATH ?? "") !== undefined;
if (missing.length > 0 && canInstallPackages(hasAptGet)) missing = await bringPeers(missing);
if (missing.length === 0) {
  console.log(`all here: ${peerNames.join(", ")}`);
} else {
  const uses = readPeerUses(join(import.meta.dirname, ".."));
  for (const line of missingPeersReport(missing, uses)) console.log(line);
  if (isCi(process.env)) {
    console.log("CI=true: a missing peer fails.");
    process.exitCode = 1;
  }
}
