/**
 * A key as a JSON Web Key (RFC 7517, RFC 8037): the one written form of keys here. `k`, `x`, `y`, `d`, `n`, `e` and the
 * rest are base64url as the RFCs have it. Holds secrets: never printed.
 */
export interface Jwk {
  readonly kty: string;
  readonly crv?: string;
  readonly alg?: string;
  readonly kid?: string;
  readonly use?: string;
  readonly key_ops?: readonly string[];
  readonly k?: string;
  readonly x?: string;
  readonly y?: string;
  readonly d?: string;
  readonly n?: string;
  readonly e?: string;
  readonly p?: string;
  readonly q?: string;
  readonly dp?: string;
  readonly dq?: string;
  readonly qi?: string;
}
