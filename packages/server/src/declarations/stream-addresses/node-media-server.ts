import { type AddressForm, type AddressForms, ofOneSegment, plainAddress } from "./stream-address.ts";

/** Its names hold nothing else. */
const NAME = /^[A-Za-z0-9_-]+$/;

const named: AddressForm = (base, asked) => (NAME.test(asked.stream) ? plainAddress(base, asked) : undefined);

/** Node-Media-Server (docs/hooks/node-media-server.md, "Where the token goes"). */
export const nodeMediaServerAddresses: AddressForms = { rtmp: ofOneSegment(named) };
