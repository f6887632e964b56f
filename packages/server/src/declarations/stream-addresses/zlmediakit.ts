import { srtAddress } from "./srt-address.ts";
import {
  type AddressedStream,
  type AddressForms,
  ofOneSegment,
  plainAddress,
  toPlay,
  toPublish,
} from "./stream-address.ts";

/** ZLMediaKit (docs/hooks/zlmediakit.md, "Where the token goes"). It passes no header on. */
export const zlmediakitAddresses: AddressForms = {
  rtmp: ofOneSegment(plainAddress),
  rtsp: ofOneSegment(plainAddress),
  srt: ofOneSegment((base, { action, application, stream, token }) =>
    srtAddress(
      base,
      `#!::r=${application}/${stream},m=${action === "publish" ? "publish" : "request"},token=${token}`,
    ),
  ),
  whip: ofOneSegment(toPublish((base, asked) => `${base}/index/api/whip?${queryOf(asked)}`)),
  whep: ofOneSegment(toPlay((base, asked) => `${base}/index/api/whep?${queryOf(asked)}`)),
};

function queryOf({ application, stream, token }: AddressedStream): string {
  return `app=${application}&stream=${stream}&token=${token}`;
}
