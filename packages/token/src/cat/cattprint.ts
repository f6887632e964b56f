import type { CborValue } from "../cbor/value.ts";
import { fail, pass } from "../finding.ts";
import type { Claim, Json, Malformed } from "./claim.ts";
import { isCborMap, isJsonObject, malformed, unsupported } from "./shapes.ts";

/** Kinds of fingerprints, by their labels. */
const types = [
  "ja3",
  "ja3s",
  "ja4",
  "ja4s",
  "ja4h",
  "ja4l",
  "ja4x",
  "ja4ssh",
  "ja4t",
  "ja4ts",
  "ja4tscan",
  "ja4d",
  "ja4d6",
] as const;

const PASSED = pass("the TLS fingerprint matches");
const DENIED = fail("connection-not-allowed", "the TLS fingerprint differs");
const WANTED = "it must have a type and a value";

interface Fingerprint {
  readonly type: (typeof types)[number];
  readonly value: string;
}

/** The TLS fingerprint that the client must have, in any case. Not registered with IANA; Fastly's reading. */
export const cattprint: Claim<Fingerprint> = {
  name: "cattprint",
  label: 324,
  summary: "The fingerprint of the client's TLS, as {type, value}: ja3, ja4 and their relatives.",
  source: "fastly/rust-cat src/constants.rs",
  checkedAt: "entry",
  parse(value) {
    if (!isCborMap(value) || value.size !== 2) return malformed(WANTED);
    const label = value.get(0);
    return fingerprint(typeof label === "number" ? types[label] : undefined, value.get(1));
  },
  judge({ type, value }, { tlsFingerprints }) {
    const actual = tlsFingerprints?.[type];
    if (actual === undefined) return fail("context-missing", `the ${type} fingerprint is not known`);
    return actual.toLowerCase() === value.toLowerCase() ? PASSED : DENIED;
  },
  encode: ({ type, value }) =>
    new Map<number, CborValue>([
      [0, types.indexOf(type)],
      [1, value],
    ]),
  fromJson: json => (isJsonObject(json) ? fromObject(json) : malformed(WANTED)),
  toJson: ({ type, value }) => ({ type, value }),
};

function fromObject({ type, value, ...rest }: { readonly [key: string]: Json }): Fingerprint | Malformed {
  if (Object.keys(rest).length > 0) return malformed(WANTED);
  return fingerprint(
    types.find(known => known === type),
    value,
  );
}

function fingerprint(type: Fingerprint["type"] | undefined, value: unknown): Fingerprint | Malformed {
  if (typeof value !== "string" || value === "") return malformed(WANTED);
  return type === undefined ? unsupported("this type of fingerprint is not known") : { type, value };
}
