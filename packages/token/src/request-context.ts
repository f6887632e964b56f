import type { MoqtAction } from "./moqt/moqt-scope.ts";

/**
 * What is known of the request that a token is judged for. A field that is undefined is not known, and a claim that
 * needs it denies (`context-missing`); whoever fills it in answers for where it comes from.
 */
export interface RequestContext {
  /** Unix seconds. */
  readonly nowSeconds: number;
  /** The issuers that are believed; undefined: the key alone decides. */
  readonly issuers?: readonly string[] | undefined;
  /** The names that this recipient answers to; undefined: `aud` is not judged. */
  readonly audiences?: readonly string[] | undefined;
  /** The absolute URL as the client asked for it, without the token; claims see it normalised (RFC 3986 6.2.2, 6.2.3). */
  readonly url?: string | undefined;
  /** As sent: `GET`. Case-sensitive (RFC 9110 section 9.1). */
  readonly method?: string | undefined;
  /** A header's value by its lower-case name, repeated lines joined by `, ` (RFC 9110 section 5.3); undefined: not sent. */
  readonly header?: ((name: string) => string | undefined) | undefined;
  /** IPv4 or IPv6 text of the client. */
  readonly ip?: string | undefined;
  /** The autonomous system of the client's address. */
  readonly asn?: number | undefined;
  /** ISO 3166-1 alpha-2, upper case: `SE`. */
  readonly country?: string | undefined;
  /** The subdivision without its country (ISO 3166-2): `AB` for `SE-AB`. */
  readonly region?: string | undefined;
  /** WGS 84, degrees. */
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  /** Metres above the WGS 84 ellipsoid. */
  readonly altitude?: number | undefined;
  /** The negotiated ALPN protocol (RFC 7301): `h2`; undefined without TLS or when it is not known. */
  readonly alpn?: string | undefined;
  /** DER SubjectPublicKeyInfo of each certificate of the connection. */
  readonly certificateKeys?: readonly Uint8Array[] | undefined;
  /** TLS fingerprints by type, lower case: `{ ja4: "t13d…" }`. */
  readonly tlsFingerprints?: Readonly<Record<string, string>> | undefined;
  /** A fresh random number in [0, 1), drawn once per request at the rim (catpor). */
  readonly draw?: number | undefined;
  /** True for an id that catpor has refused before and that is still barred. */
  readonly isBarred?: ((id: string) => boolean) | undefined;
  /**
   * What the sender proved with a DPoP proof for this request and this token (RFC 9449), checked before: the SHA-256
   * thumbprint of its key (RFC 7638), when the proof was made, and whether its id was seen before.
   */
  readonly proof?: ProvenPossession | undefined;
  /** The MoQ action that is asked for; undefined: the request is none. */
  readonly moqt?: MoqtAction | undefined;
}

/** A DPoP proof whose signature, method, URL and token hash were right. */
export interface ProvenPossession {
  /** 32 bytes. */
  readonly thumbprint: Uint8Array;
  /** RFC 9679 thumbprint of the same key as a COSE_Key; 32 bytes. */
  readonly coseThumbprint?: Uint8Array | undefined;
  /** Unix seconds. */
  readonly issuedAtSeconds: number;
  /** True when the same proof id came before within its window; undefined when nobody keeps count. */
  readonly isReplayed?: boolean | undefined;
}
