import { spawnSync } from "node:child_process";
import workspace from "../../package.json" with { type: "json" };
import { peerTable } from "../../tools/peers/peer-table.ts";
import { contestants } from "./contestants.ts";

const { devDependencies } = workspace;

/** The players' versions: from npm as package.json pins them, from Debian as its package database has them. */
export function playerVersions(): readonly string[] {
  const peers = [...new Set(Object.values(contestants).map(({ peer }) => peer))];
  const programs = peers.flatMap(peer => {
    const [name] = peerTable[peer].packages;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own
    const { stdout } = spawnSync("dpkg-query", ["-W", "-f", "${Version}", name], { encoding: "utf8" });
    const version = /^(?:\d+:)?([\d.]+)/.exec(stdout ?? "")?.[1];
    return version === undefined ? [] : [`${name} ${version}`];
  });
  const scripts = (["hls.js", "dashjs", "shaka-player"] as const).map(
    name => `${name} ${devDependencies[name]}`,
  );
  return [...scripts, ...programs];
}
