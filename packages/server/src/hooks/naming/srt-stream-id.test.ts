import { describe, expect, test } from "vitest";
import { readSrtStreamId } from "./srt-stream-id.ts";

const T = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";
const other = "st_AAAAAAAAAAAAZyXwVuTsRqPoNmLkJiHgFeDcBa";

describe("an SRT stream id", () => {
  test.each([
    // The standard's form, as MediaMTX and SRS read it.
    [`#!::m=publish,r=cam1,u=alice,s=${T}`, "publish", "cam1", T, "alice"],
    [`#!::r=live/cam1,m=request,s=${T}`, "play", "live/cam1", T, undefined],
    [`#!::r=live/cam1?token=${T},m=publish`, "publish", "live/cam1", T, undefined],
    [`#!::r=live/cam1,token=${T},m=publish`, "publish", "live/cam1", T, undefined],
    [`#!::h=live.example.com,r=live/cam1,t=${T}`, undefined, "live/cam1", T, undefined],
    ["#!::h=live.example.com,r=live/cam1,t=stream", undefined, "live/cam1", undefined, undefined],
    [`#!::r=cam1,u=${T},m=publish`, "publish", "cam1", T, T],
    [`#!::m=publish,m=request,r=a,r=b,s=${T},s=${other}`, "publish", "a", T, undefined],
    // MediaMTX.
    [`publish:cam1:alice:${T}`, "publish", "cam1", T, "alice"],
    [`publish:cam1:${T}:`, "publish", "cam1", T, T],
    [`publish:live/cam1:alice::token=${T}`, "publish", "live/cam1", T, "alice"],
    [`read:cam1:token=${T}`, "play", "cam1", T, undefined],
    [`read:cam1:${T}`, "play", "cam1", T, undefined],
    ["read:cam1", "play", "cam1", undefined, undefined],
    // Ant Media.
    [`WebRTCAppEE/cam1,token=${T}`, undefined, "WebRTCAppEE/cam1", T, undefined],
    [`cam1,token=${T}`, undefined, "cam1", T, undefined],
    // OvenMediaEngine.
    [`srt://host:9999/app/cam1?token=${T}`, undefined, "app/cam1", T, undefined],
    [`srt%3A%2F%2Fhost%3A9999%2Fapp%2Fcam1%3Ftoken%3D${T}`, undefined, "app/cam1", T, undefined],
    [`default%2Fapp%2Fcam1%3Ftoken%3D${T}`, undefined, "default/app/cam1", T, undefined],
    // A name alone.
    [`live/cam1?token=${T}`, undefined, "live/cam1", T, undefined],
    [`cam1/${T}`, undefined, "cam1", T, undefined],
    ["", undefined, "", undefined, undefined],
  ])("is read in the form %s", (raw, action, stream, token, user) => {
    expect(readSrtStreamId(raw)).toEqual({ action, stream, token, user });
  });
});
