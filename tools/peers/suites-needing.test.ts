import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { missingPeersReport } from "./missing-peers-report.ts";
import { peersNamedIn, readPeerUses } from "./suites-needing.ts";

test("a suite names its peers in describeWithPeers and in requirePeer", () => {
  const source = `
    describeWithPeers(["ffmpeg", 'mpv'], "VoD plays in mpv", () => {
      const probe = requirePeer("ffprobe").path;
    });`;
  expect(peersNamedIn(source)).toEqual(["ffmpeg", "mpv", "ffprobe"]);
});

test("a name that is in no table is not taken for a peer", () => {
  expect(peersNamedIn(`describeWithPeers(["quicktime", "toString"], "x", () => {})`)).toEqual([]);
});

test("a machine without peers is told the suites by name and the packages once", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-suites-"));
  mkdirSync(join(folder, "e2e/players"), { recursive: true });
  writeFileSync(
    join(folder, "e2e/players/mpv.e2e.ts"),
    `describeWithPeers(["mpv", "ffprobe"], "x", () => {});`,
  );
  writeFileSync(join(folder, "e2e/players/mpv.ts"), `requirePeer("mpv");`);
  const report = missingPeersReport(["ffmpeg", "ffprobe", "mpv"], readPeerUses(folder));
  rmSync(folder, { recursive: true });
  expect(report).toEqual([
    "missing: ffmpeg (no suite needs it)",
    "missing: ffprobe (cannot run: e2e/players/mpv.e2e.ts)",
    "missing: mpv (cannot run: e2e/players/mpv.e2e.ts)",
    "to get them on Debian: sudo apt-get install --no-install-recommends ffmpeg mpv",
  ]);
});

test("a repository without end-to-end tests needs no peers", () => {
  expect(readPeerUses(join(tmpdir(), "sluice-no-such-folder"))).toEqual([]);
});
