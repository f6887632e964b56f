import { expect, test } from "vitest";
import { withEncodedStream } from "./stream-address.ts";

test.each([
  ["/v1/streams/vod/clip", "/v1/streams/vod%2Fclip"],
  ["/v1/streams/vod/a/b?x=/y", "/v1/streams/vod%2Fa%2Fb?x=/y"],
  ["/v1/streams/vod%2Fclip", "/v1/streams/vod%2Fclip"],
  ["/v1/streams/vod/a/b/embed-code?form=iframe", "/v1/streams/vod%2Fa%2Fb/embed-code?form=iframe"],
  ["/v1/streams/vod%2Fclip/embed-code", "/v1/streams/vod%2Fclip/embed-code"],
  ["/v1/streams/vod%2Fembed-code", "/v1/streams/vod%2Fembed-code"],
  ["/v1/streams?alias=a/b", "/v1/streams?alias=a/b"],
  ["/v1/tokens/a/b", "/v1/tokens/a/b"],
  ["/v1/streams/", "/v1/streams/"],
])("%s is routed as %s", (asked, routed) => {
  expect(withEncodedStream(asked)).toBe(routed);
});
