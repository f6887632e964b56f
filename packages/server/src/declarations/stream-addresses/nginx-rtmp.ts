import { shortRtmpAddress } from "./short-rtmp-address.ts";
import { type AddressForms, ofOneSegment } from "./stream-address.ts";

/** nginx-rtmp (docs/hooks/nginx-rtmp.md, "Where the token goes"). */
export const nginxRtmpAddresses: AddressForms = { rtmp: ofOneSegment(shortRtmpAddress) };
