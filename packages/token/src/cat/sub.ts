import type { Claim } from "./claim.ts";
import { malformed } from "./shapes.ts";

const WANTED = "it must be a text";

/** Whom the token was made for. Informs only. */
export const sub: Claim<string> = {
  name: "sub",
  label: 2,
  summary: "Whom the token was made for. It limits nothing.",
  source: "RFC 8392 3.1.2, CTA-5007-B 4.7.1",
  checkedAt: "entry",
  parse: value => (typeof value === "string" ? value : malformed(WANTED)),
  encode: value => value,
  fromJson: json => (typeof json === "string" ? json : malformed(WANTED)),
  toJson: value => value,
};
