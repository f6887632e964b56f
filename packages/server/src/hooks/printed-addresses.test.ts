import { expect, test } from "vitest";
import { clientProtocols, mediaServerKinds } from "../declarations/media-server.ts";
import { addressForms } from "../declarations/stream-addresses/index.ts";
import { readOmeUrl } from "./naming/ome-url.ts";
import { tokenOfQuery } from "./naming/query-token.ts";
import { readSrtStreamId } from "./naming/srt-stream-id.ts";
import { readStreamName } from "./naming/stream-name.ts";

const TOKEN = `st_${"a1B2".repeat(9)}Zz`;

const printed = mediaServerKinds.flatMap(kind =>
  clientProtocols.flatMap(protocol =>
    (["publish", "play"] as const).flatMap(action => {
      const base = protocol.startsWith("wh") ? "https://media.example:8889" : `${protocol}://media.example:1`;
      const asked = { action, application: "live", stream: "cam1", token: TOKEN, ownApplication: "live" };
      const address = addressForms[kind][protocol]?.(base, asked);
      return address === undefined ? [] : [{ kind, protocol, action, address }];
    }),
  ),
);

test("every kind of media server has an address to publish at", () => {
  const kinds = printed.filter(({ action }) => action === "publish").map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(mediaServerKinds));
});

test.each(printed)(
  "$kind: what is printed to $action by $protocol is read as that stream with that token",
  ({ protocol, action, kind, address }) => {
    const query = address.slice(address.indexOf("?") + 1);
    if (protocol === "srt") {
      const streamId = query.replace(/^streamid=/, "");
      const read = readSrtStreamId(streamId);
      expect(read).toMatchObject({ token: TOKEN });
      expect(read.stream.replace(/^default\//, "")).toBe("live/cam1");
      // Where the id does not say what it is for, the server has another port for it.
      expect([action, undefined]).toContain(read.action);
    } else if (kind === "ome") {
      expect(readOmeUrl(address)).toEqual({ application: "live", stream: "cam1", token: TOKEN });
    } else if (protocol === "whip" || protocol === "whep") {
      expect(tokenOfQuery(query)).toBe(TOKEN);
    } else {
      expect(readStreamName(address.slice(`${protocol}://media.example:1/`.length))).toEqual({
        stream: "live/cam1",
        token: TOKEN,
      });
    }
  },
);
