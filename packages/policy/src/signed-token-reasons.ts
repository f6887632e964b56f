import type { DenyText } from "./deny-text.ts";

/** The reasons that only a token with claims of its own can cause: part of the table in deny-reasons.ts. */
export const signedTokenReasons = {
  "key-unknown": {
    status: 403,
    title: "This link is not valid",
    detail: "The link was not made for this server.",
    advice:
      "No key of this organization that verifies now has the token's kid. See GET /v1/keys: it may be pending, retired, or another organization's.",
  },
  "beyond-key-limits": {
    status: 403,
    title: "This link is not valid here",
    detail: "The link was made with a key that is not for this.",
    advice:
      "The key that signed the token has limits (lifetime, streams, applications, actions): see GET /v1/keys/{id}.",
  },
  "algorithm-not-allowed": {
    status: 403,
    title: "This link is not valid",
    detail: "The link was not made for this server.",
    advice: "The token's header names another algorithm than its key has. The key's own is the only one.",
  },
  "signature-invalid": {
    status: 403,
    title: "This link is damaged",
    detail: "The token in this link was changed on the way. Copy the whole link again.",
    advice: "The signature or MAC is not the key's, or what is encrypted does not open.",
  },
  "claim-malformed": {
    status: 403,
    title: "This link is not valid",
    detail: "The token in this link cannot be understood.",
    advice: "A claim has the wrong type or value: POST /v1/tokens/inspect names it.",
  },
  "claim-unsupported": {
    status: 403,
    title: "This link is not valid",
    detail: "The token in this link asks for something this server does not do.",
    advice:
      "The token carries a claim that is not known here, and an unknown limit denies. docs/claims.md lists them.",
  },
  "context-missing": {
    status: 403,
    title: "This cannot be checked here",
    detail: "The link has a condition that cannot be checked for this request.",
    advice:
      "A claim asks about something that this door cannot know: the explanation names it, docs/claims.md says which door can.",
  },
  "issuer-not-allowed": {
    status: 403,
    title: "This link is not valid",
    detail: "The link comes from an issuer that is not accepted here.",
    advice: "The token's iss is missing, or not the issuer of its key.",
  },
  "audience-not-allowed": {
    status: 403,
    title: "This link is for another service",
    detail: "The link was made for another service.",
    advice: "None of the token's aud names this server: see the audiences of its key.",
  },
  "uri-not-allowed": {
    status: 403,
    title: "This link does not open this address",
    detail: "The link was made for another address.",
    advice:
      "The canonical URL does not match the token's catu (or cdniuc): the explanation says which part of it, and the token's claims what it must be.",
  },
  "request-method-not-allowed": {
    status: 403,
    title: "This link does not allow this request",
    detail: "The link does not allow this kind of request.",
    advice: "The request's method is not in the token's catm.",
  },
  "header-not-allowed": {
    status: 403,
    title: "This link does not allow this request",
    detail: "The request lacks a header that the link demands.",
    advice: "A header is absent or does not match the token's cath.",
  },
  "protocol-not-allowed": {
    status: 403,
    title: "This link does not allow this connection",
    detail: "The link demands another protocol.",
    advice: "The negotiated ALPN protocol is not in the token's catalpn.",
  },
  "location-not-allowed": {
    status: 403,
    title: "Not available where you are",
    detail: "This stream is not available where you are.",
    advice: "The client's place is outside of the token's catgeocoord, geohash or catgeoalt.",
  },
  "connection-not-allowed": {
    status: 403,
    title: "This link does not allow this connection",
    detail: "The link is bound to another connection.",
    advice: "The TLS certificate or fingerprint is not the one in the token's cattpk or cattprint.",
  },
  "refused-by-chance": {
    status: 403,
    title: "Access was refused",
    detail: "The link was refused this time.",
    advice: "The token's catpor refuses a share of requests at random, and its id for a while afterwards.",
  },
  "proof-missing": {
    status: 401,
    title: "A proof is needed",
    detail: "This link needs a proof that the player did not send.",
    advice: "The token is bound to a key (cnf): requests need a DPoP header (RFC 9449).",
  },
  "proof-invalid": {
    status: 401,
    title: "The proof is not right",
    detail: "The player's proof was not accepted.",
    advice:
      "The DPoP proof is signed by another key, for another request, too old, or was used before (RFC 9449 section 4.3).",
  },
  "composition-not-met": {
    status: 403,
    title: "This link does not allow this request",
    detail: "The conditions of the link are not met.",
    advice: "The token's or, nor or and is not satisfied: the explanation shows which branch.",
  },
} as const satisfies Record<string, DenyText>;
