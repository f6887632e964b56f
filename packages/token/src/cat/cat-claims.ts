import type { Json } from "./claim.ts";

/** Claims as an issuer writes them: by name, each in the JSON form that its file describes. Whole seconds for times. */
export interface CatClaims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string | readonly string[];
  readonly exp?: number;
  readonly nbf?: number;
  readonly iat?: number;
  /** Text, or `0x` and hexadecimal. */
  readonly cti?: string;
  readonly catv?: 1;
  /** `{"path": {"prefix": "/live/"}}`. */
  readonly catu?: Json;
  readonly catm?: readonly string[];
  readonly [name: string]: Json | undefined;
}
