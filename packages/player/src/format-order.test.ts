import { expect, test } from "vitest";
import { formatOrder } from "./format-order.ts";

const none = { format: undefined, playOrder: undefined, formats: undefined };

test("without a wish the server chooses, and DASH is asked for where it has nothing else", () => {
  expect(formatOrder(none)).toEqual([undefined, "dash"]);
  expect(formatOrder({ ...none, playOrder: " ,flash" })).toEqual([undefined, "dash"]);
});

test("without a wish what the stream is known to have is tried, HLS first", () => {
  expect(formatOrder({ ...none, formats: ["mp4"] })).toEqual(["mp4"]);
  expect(formatOrder({ ...none, formats: ["whep", "mp4", "hls"] })).toEqual(["hls", "mp4", "whep"]);
});

test("a format is tried alone", () => {
  expect(formatOrder({ ...none, format: "mp4", playOrder: "hls" })).toEqual(["mp4"]);
});

test("an order is taken as text or as a list, each format once, in the words of other players", () => {
  expect(formatOrder({ ...none, playOrder: "hls, DASH,vod,ll-hls" })).toEqual(["hls", "dash", "mp4"]);
  expect(formatOrder({ ...none, playOrder: ["vod", "hls"] })).toEqual(["mp4", "hls"]);
});

test("WebRTC is tried only where the server says that the stream has it", () => {
  const playOrder = "webrtc,hls,dash,vod";
  expect(formatOrder({ ...none, playOrder })).toEqual(["hls", "dash", "mp4"]);
  expect(formatOrder({ ...none, playOrder, formats: ["hls", "whep"] })).toEqual(["whep", "hls"]);
});
