import { mediaServersOf } from "../../compose/media-servers.ts";
import { configForTest } from "../../config/load-for-test.ts";
import type { MediaServerSettings } from "../../declarations/media-server.ts";

/** nginx-rtmp first, and MediaMTX with an address for all else that tokens travel by. */
const SERVERS = `servers:
  studio: { kind: nginx-rtmp, addresses: { rtmp: "rtmp://studio.example/" } }
  spare: { kind: mediamtx, addresses: { rtmp: "rtmp://spare.example", srt: "srt://spare.example:8890",
    rtsp: "rtsp://spare.example", whip: "http://spare.example:8889", whep: "http://spare.example:8889" } }
`;

/** The media servers of a configuration file: without one, some with an address for every protocol. */
export function addressedServers(yaml = SERVERS): readonly MediaServerSettings[] {
  return mediaServersOf(configForTest({ yaml }), { derive: () => new Uint8Array(32) });
}
