import { afterAll, expect } from "vitest";
import { contestants } from "./matrix/contestants.ts";
import { formats } from "./matrix/formats.ts";
import { CELL_TIMEOUT_MILLISECONDS } from "./matrix/play-cell.ts";
import { type Stage, startStage } from "./matrix/stage.ts";
import { type CellKey, type JudgedCell, judgeCell } from "./matrix/verdict.ts";
import { describeWithPeers } from "./support/peers.ts";
import { sideBySide } from "./support/side-by-side.ts";

/**
 * What the demo streams do not have, once each, and players that no other suite runs; the whole table is
 * `npm run matrix`.
 */
const cells: readonly CellKey[] = [
  { contestant: "hlsJs", format: "lowLatency", kind: "one-time" },
  { contestant: "native", format: "lowLatency", kind: "one-time" },
  { contestant: "shaka", format: "dashLive", kind: "one-time" },
  { contestant: "dashJs", format: "dashLive", kind: "one-time" },
  { contestant: "ffmpeg", format: "dashLive", kind: "one-time" },
  { contestant: "mpv", format: "mp4", kind: "one-time" },
  { contestant: "vlc", format: "hlsLive", kind: "one-time" },
  { contestant: "vlc", format: "dashLive", kind: "one-time" },
  { contestant: "gstreamer", format: "dashNumbered", kind: "one-time" },
  { contestant: "shaka", format: "hlsTs", kind: "cat" },
  { contestant: "ffmpeg", format: "hlsTs", kind: "jwt" },
  { contestant: "vlc", format: "mp4", kind: "access" },
];

describeWithPeers(["chromium", "ffmpeg", "mpv", "vlc", "gstreamer"], "The matrix of players", () => {
  let stage: Stage;

  const plays = sideBySide<JudgedCell>(async () => {
    stage = await startStage();
  }, CELL_TIMEOUT_MILLISECONDS * 2);

  afterAll(() => stage.close());

  for (const cell of cells) {
    const { contestant, format, kind } = cell;
    const name = `${contestants[contestant].name} plays ${formats[format].name} with one token (${kind}), whose twin is refused`;
    plays.test(
      name,
      () => judgeCell(stage, cell),
      ({ verdict }) => {
        expect(verdict, JSON.stringify(verdict)).toMatchObject({ outcome: "plays" });
        if (contestant === "hlsJs" && format === "lowLatency")
          expect(verdict).toMatchObject({ inParts: true });
      },
    );
  }
});
