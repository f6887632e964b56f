import { expect, test } from "vitest";
import { srsClientId, srsConnectionId } from "./srs-connection-id.ts";

test("a player of HLS, which chooses its own id, never gets the connection of another client", () => {
  const player = srsConnectionId({ clientId: "0vu81px1", isPlaylist: true });
  expect(player).not.toBe(srsConnectionId({ clientId: "0vu81px1", isPlaylist: false }));
});

test("the id by which SRS kicks is the one that it gave", () => {
  for (const isPlaylist of [true, false]) {
    expect(srsClientId(srsConnectionId({ clientId: "0vu81px1", isPlaylist }))).toBe("0vu81px1");
  }
});
