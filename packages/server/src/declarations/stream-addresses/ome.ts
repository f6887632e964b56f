import { srtAddress } from "./srt-address.ts";
import { type AddressForms, ofOneSegment, plainAddress, toPublish } from "./stream-address.ts";

/**
 * OvenMediaEngine (docs/hooks/ome.md, "Where the token goes"), in its virtual host `default`. It plays SRT at another port than
 * it takes it, and WebRTC by its own signalling: no address is printed for players.
 */
export const omeAddresses: AddressForms = {
  rtmp: ofOneSegment(toPublish(plainAddress)),
  srt: ofOneSegment(
    toPublish((base, { application, stream, token }) => {
      const streamId = `default/${application}/${stream}?token=${token}`;
      return srtAddress(base, encodeURIComponent(streamId), encodeURIComponent(streamId));
    }),
  ),
  whip: ofOneSegment(
    toPublish(
      (base, { application, stream, token }) =>
        `${base}/${application}/${stream}?direction=whip&token=${token}`,
    ),
  ),
};
