import type { Secret } from "@sluice/token";

/** What a request presented, as its door read it. */
export type Credential =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: Secret }
  /** Several Common Access Tokens, in the order of presentation: one that is acceptable suffices (CTA-5007-B 4.4). */
  | { readonly kind: "several"; readonly tokens: readonly Secret[] }
  /** Two different tokens in explicit carriers: neither is believed. */
  | { readonly kind: "conflict" };
