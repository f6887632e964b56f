import type { AddressForm } from "./stream-address.ts";

/** Name and arguments together; nginx-rtmp cuts what is longer without a word. */
const LONGEST_NAME_BYTES = 255;

/** RTMP at servers that hold 255 bytes of name and arguments (docs/hooks/nginx-rtmp.md). */
export const shortRtmpAddress: AddressForm = (base, { application, stream, token }) => {
  const typed = `${stream}?token=${token}`;
  return Buffer.byteLength(typed) > LONGEST_NAME_BYTES ? undefined : `${base}/${application}/${typed}`;
};
