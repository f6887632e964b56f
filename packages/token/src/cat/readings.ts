/** A set of labels for composition claims: they are not registered, and deployments disagree. */
export interface LabelProfile {
  readonly or?: number;
  readonly nor?: number;
  readonly and?: number;
  readonly enc?: number;
  readonly crit?: number;
}

/**
 * Where real tokens differ from the strict reading of CTA-5007-B. Every field widens what is read, none is on by
 * default, and docs/claims.md names for each which tokens need it.
 */
export interface CatReadings {
  /** Labels of or, nor, and, enc, crit. Undefined: such claims are unknown, and deny. */
  readonly labels?: LabelProfile | undefined;
  /** Claims outside the table that are passed over instead of refused, by label. */
  readonly ignoredClaims?: readonly (number | string)[] | undefined;
  /** `extension` also matches without its dot (Quicr, zig). */
  readonly dotlessExtension?: boolean | undefined;
  /** `cnf` member 3 is read as `jkt` (older c4m and Quicr tokens). */
  readonly cnfMember3?: boolean | undefined;
  /** A token without `aud` is meant for everybody, also where audiences are configured. */
  readonly audienceOptional?: boolean | undefined;
  /** moqt and moqt-reval (327, 328), which are not registered, are read: they refuse whatever is not a MoQ action. */
  readonly moqt?: boolean | undefined;
  /** Payload in a text string of hexadecimal (Eyevinn with expectCwtTag false). */
  readonly hexPayload?: boolean | undefined;
  /** Maps wrapped in CBOR tag 259, and kid under the text key "4" (older Eyevinn). */
  readonly taggedMaps?: boolean | undefined;
  /** COSE without its tag: what it is, its `alg` says, and the key's use must agree. */
  readonly untaggedCose?: boolean | undefined;
  /** base64 with `+` and `/` (older Eyevinn). */
  readonly standardBase64?: boolean | undefined;
  /** The algorithm may be missing in the protected header; it belongs to the key anyway. Default: it may (RFC 9052 3.1). */
  readonly requireAlgorithm?: boolean | undefined;
}
