/** Of AES-128 and SAMPLE-AES (RFC 8216 sections 4.3.2.4 and 5.2). */
const KEY_BYTES = 16;

/**
 * Whether a whole body is as long as the key of encrypted media. Servers of keys have addresses of all kinds (`keys/7`,
 * `getkey?id=7`), and know no type for what they send.
 */
export function isKeyBytes(body: unknown): boolean {
  return Buffer.isBuffer(body) && body.length === KEY_BYTES;
}
