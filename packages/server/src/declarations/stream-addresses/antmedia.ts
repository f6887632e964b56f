import { srtAddress } from "./srt-address.ts";
import { type AddressForms, ofOneSegment, plainAddress, toPublish } from "./stream-address.ts";

/** Ant Media (docs/hooks/antmedia.md, "Where the token goes"). Of players by these protocols it does not ask. */
export const antmediaAddresses: AddressForms = {
  rtmp: ofOneSegment(toPublish(plainAddress)),
  srt: ofOneSegment(
    toPublish((base, { application, stream, token }) =>
      srtAddress(base, `${application}/${stream},token=${token}`),
    ),
  ),
};
