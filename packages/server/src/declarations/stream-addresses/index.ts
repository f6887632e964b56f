import type { MediaServerKind } from "../media-server.ts";
import { antmediaAddresses } from "./antmedia.ts";
import { bintuAddresses } from "./bintu.ts";
import { mediamtxAddresses } from "./mediamtx.ts";
import { nginxRtmpAddresses } from "./nginx-rtmp.ts";
import { nodeMediaServerAddresses } from "./node-media-server.ts";
import { omeAddresses } from "./ome.ts";
import { srsAddresses } from "./srs.ts";
import type { AddressForms } from "./stream-address.ts";
import { zlmediakitAddresses } from "./zlmediakit.ts";

/** How each kind of media server wants a stream and its token in an address. */
export const addressForms: Readonly<Record<MediaServerKind, AddressForms>> = {
  mediamtx: mediamtxAddresses,
  srs: srsAddresses,
  ome: omeAddresses,
  "nginx-rtmp": nginxRtmpAddresses,
  zlmediakit: zlmediakitAddresses,
  "node-media-server": nodeMediaServerAddresses,
  antmedia: antmediaAddresses,
  bintu: bintuAddresses,
};
