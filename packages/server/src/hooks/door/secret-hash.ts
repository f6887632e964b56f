import { hash } from "node:crypto";

/**
 * What secrets are compared by, with `timingSafeEqual`: hashes have one length, so that neither the time nor the answer tells how
 * much of a guess was right. 64 bytes.
 */
export function secretHash(secret: string): Buffer {
  // By way of text: a buffer of its own for each question would be dearer than the hash.
  return Buffer.from(hash("sha256", secret, "hex"), "latin1");
}
