import { shortRtmpAddress } from "./short-rtmp-address.ts";
import { type AddressForm, type AddressForms, ofOneSegment, toPublish } from "./stream-address.ts";

/** How the service carries what is published, whatever its application is here. */
const SERVICE_APP = "live";

/** All of its streams are of one application. */
const ingest: AddressForm = (base, asked) =>
  asked.application === asked.ownApplication
    ? shortRtmpAddress(base, { ...asked, application: SERVICE_APP })
    : undefined;

/** nanoStream Cloud (docs/hooks/bintu.md, "Where the token goes"). For playback it has tokens of its own. */
export const bintuAddresses: AddressForms = { rtmp: ofOneSegment(toPublish(ingest)) };
