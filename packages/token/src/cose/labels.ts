/** COSE header parameters (RFC 9052 section 3.1, RFC 9596). */
export const header = { alg: 1, crit: 2, contentType: 3, kid: 4, iv: 5, partialIv: 6, typ: 16 } as const;

/** CBOR tags of COSE messages with one key (RFC 9052 section 2), and of the CWT (RFC 8392 section 6). */
export const tag = { encrypt0: 16, mac0: 17, sign1: 18, cwt: 61 } as const;

/** The message a tag names. */
export type CoseTag = 16 | 17 | 18;
