import { describe, expect, test } from "vitest";
import { bindRequest } from "./binding.ts";
import type { LiveSession } from "./live-session.ts";

const PAGE = { agent: "Browser/1", prefix4: "203.0.113.0/24", prefix6: undefined };
const ENGINE = { ...PAGE, agent: "AppleCoreMedia/1" };
const COPY = { agent: "Copy/1", prefix4: "198.51.100.0/24", prefix6: undefined };

const NOW_SECONDS = 1_000_000;
const now = { seconds: NOW_SECONDS, milliseconds: NOW_SECONDS * 1000 };

/** What binding looks at of a session that a page has just opened. */
function pageSession(
  silentMilliseconds = 0,
): Pick<LiveSession, "holder" | "mediaAgent" | "lastSeenMilliseconds" | "moves" | "dirty"> {
  return {
    holder: PAGE,
    mediaAgent: undefined,
    lastSeenMilliseconds: now.milliseconds - silentMilliseconds,
    moves: [],
    dirty: false,
  };
}

describe("the media engine of a page's session", () => {
  test("is the first other agent on the holder's own network, and no second one", () => {
    const session = pageSession();
    expect(bindRequest(session, ENGINE, now)).toEqual({ outcome: "holder" });
    expect(bindRequest(session, PAGE, now)).toEqual({ outcome: "holder" });
    expect(bindRequest(session, { ...PAGE, agent: "Third/1" }, now)).toMatchObject({ outcome: "refuse" });
  });

  test.each([0, 60_000])("is never a copy on another network, after %i ms of silence", silentMilliseconds => {
    const session = pageSession(silentMilliseconds);
    expect(bindRequest(session, COPY, now)).toMatchObject({ outcome: "refuse", reason: "session-shared" });
    expect(session).toMatchObject({ holder: PAGE, mediaAgent: undefined, moves: [] });
    expect(bindRequest(session, ENGINE, now)).toEqual({ outcome: "holder" });
  });

  test("may be first seen by the other address family", () => {
    const session = pageSession();
    const seen = { agent: ENGINE.agent, prefix4: undefined, prefix6: "2001:db8::/64" };
    expect(bindRequest(session, seen, now)).toEqual({ outcome: "holder" });
    expect(bindRequest(session, { ...seen, prefix6: "2001:db8:9::/64" }, now)).toMatchObject({
      outcome: "refuse",
    });
  });
});
