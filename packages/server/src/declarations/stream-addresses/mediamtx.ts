import { srtAddress } from "./srt-address.ts";
import { type AddressForms, plainAddress, toPlay, toPublish } from "./stream-address.ts";

/** MediaMTX (docs/hooks/mediamtx.md, "Where the token goes"). */
export const mediamtxAddresses: AddressForms = {
  rtmp: plainAddress,
  rtsp: plainAddress,
  srt: (base, { action, application, stream, token }) =>
    srtAddress(base, `${action === "publish" ? "publish" : "read"}:${application}/${stream}:any:${token}`),
  whip: toPublish(
    (base, { application, stream, token }) => `${base}/${application}/${stream}/whip?token=${token}`,
  ),
  whep: toPlay(
    (base, { application, stream, token }) => `${base}/${application}/${stream}/whep?token=${token}`,
  ),
};
