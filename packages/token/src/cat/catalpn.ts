import { fail, pass } from "../finding.ts";
import { bytesOfText, textOfBytes } from "./byte-text.ts";
import type { Claim, Malformed } from "./claim.ts";
import { malformed, textsOf } from "./shapes.ts";

const MOST_PROTOCOLS = 50;
const PASSED = pass("the protocol is listed");
const UNKNOWN = fail("context-missing", "the connection has no TLS, or its protocol is not known");
const WANTED = `it must be a list of at most ${MOST_PROTOCOLS} protocol names in bytes`;

/** The ALPN protocols (RFC 7301) that the connection may have negotiated. Without TLS it refuses. */
export const catalpn: Claim<readonly string[]> = {
  name: "catalpn",
  label: 314,
  summary: "The protocols that the connection may have negotiated in TLS (ALPN): h2, http/1.1.",
  source: "CTA-5007-B 4.6.12",
  checkedAt: "entry",
  parse: value =>
    (Array.isArray(value) ? textsOf(value.map(nameOf), MOST_PROTOCOLS) : undefined) ?? malformed(WANTED),
  judge(value, { alpn }) {
    if (alpn === undefined) return UNKNOWN;
    return value.includes(alpn)
      ? PASSED
      : fail("protocol-not-allowed", `the protocol is not one of ${value.join(", ")}`);
  },
  encode: value => value.map(name => bytesOfText(name) ?? new Uint8Array()),
  fromJson: json => canonical(textsOf(json, MOST_PROTOCOLS)),
  toJson: value => value,
};

function nameOf(value: unknown): string | undefined {
  return value instanceof Uint8Array && value.length > 0 ? textOfBytes(value) : undefined;
}

function canonical(names: readonly string[] | undefined): readonly string[] | Malformed {
  const again = textsOf(
    names?.map(name => nameOf(bytesOfText(name))),
    MOST_PROTOCOLS,
  );
  return again ?? malformed(WANTED);
}
