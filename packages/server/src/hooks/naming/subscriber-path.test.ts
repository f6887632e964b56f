import { describe, expect, test } from "vitest";
import { readOmeUrl } from "./ome-url.ts";
import { tokenOfQuery } from "./query-token.ts";
import { readSrtStreamId } from "./srt-stream-id.ts";
import { readStreamName } from "./stream-name.ts";

const token = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";
const alice = "totp:alice:012345";

describe("a subscriber's id and code in a stream's name", () => {
  test.each([
    ["cam1?subscriberId=alice&subscriberCode=012345", "cam1"],
    ["live/cam1?token=&subscriberCode=012345&subscriberId=alice", "live/cam1"],
    ["cam1?token=placeholder&subscriberId=alice&subscriberCode=012345", "cam1"],
    ["cam1/placeholder/alice/012345", "cam1"],
    ["live/cam1/x/alice/012345", "live/cam1"],
    ["cam1//alice/012345", "cam1"],
    ["cam1%2Fx%2falice%2F012345", "cam1"],
    ["live/cam1,subscriberId=alice,subscriberCode=012345", "live/cam1"],
    ["#!::r=live/cam1,m=publish,subscriberId=alice,subscriberCode=012345", "live/cam1"],
    [`cam1/${alice}`, "cam1"],
    [`cam1?token=${alice}`, "cam1"],
    [`cam1?${alice}`, "cam1"],
  ])("is one credential: %s", (typed, stream) => {
    expect(readStreamName(typed)).toEqual({ stream, token: alice });
  });

  test.each([
    `cam1?token=${token}&subscriberId=alice&subscriberCode=012345`,
    `cam1/${token}/alice/012345`,
    `cam1,token=${token},subscriberId=alice,subscriberCode=012345`,
  ])("gives way to a token beside it: %s", typed => {
    expect(readStreamName(typed)).toEqual({ stream: "cam1", token });
  });

  test.each([
    "cam1/x/alice/12345",
    "cam1/x/alice/1234567",
    "x/alice/012345",
    "a/b/c/x/alice/012345",
    "/x/alice/012345",
  ])("is not in %s", typed => {
    expect(readStreamName(typed).token).toBeUndefined();
  });

  test("is nothing when one of both is missing", () => {
    expect(tokenOfQuery("subscriberId=alice")).toBeUndefined();
    expect(tokenOfQuery("subscriberCode=012345")).toBeUndefined();
    expect(tokenOfQuery("subscriberId=alice&subscriberCode=")).toBeUndefined();
  });

  test("is read in each form that an SRT stream id and an address for OvenMediaEngine have", () => {
    expect(readSrtStreamId("live/cam1,subscriberId=alice,subscriberCode=012345").token).toBe(alice);
    expect(readSrtStreamId("publish:live/cam1:subscriberId=alice&subscriberCode=012345").token).toBe(alice);
    for (const url of [
      "srt://h/live/cam1?subscriberId=alice&subscriberCode=012345",
      "rtmp://h/live/cam1/x/alice/012345",
    ]) {
      expect(readOmeUrl(url)).toEqual({ application: "live", stream: "cam1", token: alice });
    }
  });
});
