import type { Json } from "../cat/claim.ts";
import type { OpenedReference, OpenedSigned } from "../formats/format.ts";

/** An object in JSON. */
export interface JsonMembers {
  readonly [name: string]: Json;
}

/** What a text is and says, for people. Nothing of it is believed; no signature, MAC or secret is in it. */
export interface TokenDescription {
  /** Undefined: the text is of no format. */
  readonly format: "opaque" | "uuid" | "jwt" | "cat" | undefined;
  /** Why it cannot be read, in plain words; undefined: it can. */
  readonly problem: string | undefined;
  /** Undefined while it cannot be read, and for what is no token that carries claims. */
  readonly opened: OpenedReference | OpenedSigned | undefined;
  readonly header: JsonMembers | undefined;
  /** In their JSON form, by name; a claim that is not known by its label. Undefined while they are encrypted. */
  readonly claims: JsonMembers | undefined;
  /** Of a CAT: the message in diagnostic notation (RFC 8949 section 8), its signature left out. */
  readonly diagnostic: string | undefined;
  /** Claims of a CAT that are not known, or are not as they must be, each with the reason. */
  readonly claimProblems: JsonMembers;
  /** Readings that a key must allow for this token: see CatReadings. */
  readonly needs: readonly string[];
}
