import { expect, test } from "vitest";
import type { AskedAnswer } from "../connection/server-answers.ts";
import { questionText } from "./question-text.ts";

const asked = (changes: Partial<AskedAnswer>): string =>
  questionText("MediaMTX", {
    at: 1,
    from: "127.0.0.1",
    event: "open",
    action: "publish",
    stream: "live/cam1",
    protocol: "rtmp",
    allowed: true,
    reason: null,
    ref: null,
    ...changes,
  });

test("says who asked what, and what was answered", () => {
  expect(asked({})).toBe("MediaMTX at 127.0.0.1 asked: may rtmp publish live/cam1? Allowed.");
  expect(asked({ allowed: false, reason: "token-missing", ref: "8HJK2" })).toBe(
    "MediaMTX at 127.0.0.1 asked: may rtmp publish live/cam1? Refused: token-missing (sluice why 8HJK2).",
  );
  expect(asked({ event: "again", action: "play" })).toBe(
    "MediaMTX at 127.0.0.1 asked: may rtmp go on to play live/cam1? Allowed.",
  );
  expect(asked({ event: "manage", allowed: false, reason: "caller-unknown" })).toBe(
    "MediaMTX at 127.0.0.1 asked: may somebody use its API? Refused: caller-unknown.",
  );
  expect(
    asked({ stream: null, protocol: null, action: "play", allowed: false, reason: "token-missing" }),
  ).toBe("MediaMTX at 127.0.0.1 asked about a request. Refused: token-missing.");
  expect(asked({ event: "close", from: null })).toBe("MediaMTX told something, and was answered.");
  expect(asked({ event: "malformed", allowed: false, reason: "call-malformed" })).toBe(
    "MediaMTX at 127.0.0.1 sent something that is not in its form. Refused: call-malformed.",
  );
});

test("what a client has named itself cannot steer the terminal", () => {
  expect(asked({ stream: "live/\u001b[2Jcam" })).toContain("live/\ufffd[2Jcam");
});
