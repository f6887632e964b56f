import type { Secret } from "@sluice/token";

/** What a request presented, as its door read it. */
export type Credential =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: Secret }
  /** Two different tokens in explicit carriers: neither is believed. */
  | { readonly kind: "conflict" };
