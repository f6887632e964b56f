/** AES-GCM as COSE and JOSE have it: a nonce of 96 bits and a tag of 128 (RFC 9053 section 4.1). Bytes. */
export const GCM_IV_BYTES = 12;
export const GCM_TAG_BYTES = 16;
