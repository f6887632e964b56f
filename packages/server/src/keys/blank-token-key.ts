import type { TokenKeySettings } from "../store/token-keys.ts";

/** What token keys have in common that work at once, for everything and without an end, until more is said of them. */
export const blankTokenKey = {
  state: "active",
  sealedJwk: undefined,
  valueEncoding: undefined,
  publicJwk: undefined,
  jwksUrl: undefined,
  allowPrivate: false,
  issuer: undefined,
  audiences: [],
  claimMap: undefined,
  labelProfile: undefined,
  readings: undefined,
  application: undefined,
  role: undefined,
  caps: { longestTtlSeconds: undefined, streams: undefined, actions: undefined, applications: undefined },
  activatesAtSeconds: undefined,
  verifyOnlyAtSeconds: undefined,
  retiresAtSeconds: undefined,
} as const satisfies Partial<TokenKeySettings>;
