import { srtAddress } from "./srt-address.ts";
import {
  type AddressedStream,
  type AddressForms,
  plainAddress,
  toPlay,
  toPublish,
} from "./stream-address.ts";

/** SRS (docs/hooks/srs.md, "Where the token goes"). It passes no Bearer credential on. */
export const srsAddresses: AddressForms = {
  rtmp: plainAddress,
  srt: (base, { action, application, stream, token }) =>
    srtAddress(
      base,
      `#!::r=${application}/${stream},token=${token},m=${action === "publish" ? "publish" : "request"}`,
    ),
  whip: toPublish((base, asked) => `${base}/rtc/v1/whip/?${queryOf(asked)}`),
  whep: toPlay((base, asked) => `${base}/rtc/v1/whep/?${queryOf(asked)}`),
};

/** Its `app` is everything in front of the last segment. */
function queryOf({ application, stream, token }: AddressedStream): string {
  const path = `${application}/${stream}`;
  const slash = path.lastIndexOf("/");
  return `app=${path.slice(0, slash)}&stream=${path.slice(slash + 1)}&token=${token}`;
}
