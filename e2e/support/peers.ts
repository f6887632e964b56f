import { describe, test } from "vitest";
import { type FoundPeer, findPeer } from "../../tools/peers/find-peer.ts";
import { isCi } from "../../tools/peers/is-ci.ts";
import { type PeerName, packagesOf } from "../../tools/peers/peer-table.ts";

/** What becomes of a suite on this machine; the texts name the missing peers and their packages. */
export type SuitePlan =
  | { readonly outcome: "run" }
  | { readonly outcome: "skip"; readonly title: string }
  | { readonly outcome: "fail"; readonly message: string };

/** Where a peer lives. Throws, naming the peer and its packages, when it is missing. */
export function requirePeer(name: PeerName): FoundPeer {
  const peer = findPeer(name);
  if (peer === undefined) throw new Error(missingText([name]));
  return peer;
}

/**
 * A `describe` for suites that play against peers. When one is missing, the suite is skipped under a title that
 * names it; with CI=true it fails instead. Inside, `requirePeer` gives the paths.
 */
export function describeWithPeers(peers: readonly PeerName[], title: string, define: () => void): void {
  const missing = peers.filter(name => findPeer(name) === undefined);
  const plan = planSuite(title, missing, process.env);
  if (plan.outcome === "run") describe(title, define);
  else if (plan.outcome === "skip") describe.skip(plan.title, () => test("cannot run here", () => {}));
  else
    describe(title, () => {
      test("has every peer it needs", () => {
        throw new Error(plan.message);
      });
    });
}

/** The decision of `describeWithPeers`, as data. */
export function planSuite(
  title: string,
  missing: readonly PeerName[],
  environment: Readonly<Record<string, string | undefined>>,
): SuitePlan {
  if (missing.length === 0) return { outcome: "run" };
  if (isCi(environment)) return { outcome: "fail", message: missingText(missing) };
  return { outcome: "skip", title: `${title} [${missingText(missing)}]` };
}

function missingText(missing: readonly PeerName[]): string {
  return `missing: ${missing.join(", ")}; Debian: apt-get install ${packagesOf(missing).join(" ")}`;
}
