/** Bytes of one CBOR item that `decodeCbor` reads: sixteen times the longest token (CTA-5007-B 4.4). */
export const MAX_CBOR_BYTES = 65_536;

/** Arrays, maps and tags inside each other. Claim sets that nest ten deep (Quicr) need 24. */
export const MAX_CBOR_DEPTH = 32;

/** Data items in all: each element, key, value and tag counts as one. */
export const MAX_CBOR_ITEMS = 8_192;
