import type { Claim } from "./claim.ts";
import { malformed, oneOrList, oneOrMoreTexts } from "./shapes.ts";

const MOST_TEXTS = 50;
const WANTED = "it must be a text, or a list of texts";

/** Data that goes along with what catif answers. Informs only. */
export const catifdata: Claim<readonly string[]> = {
  name: "catifdata",
  label: 320,
  summary: "Data of the issuer that catif hands back when a claim refuses. It limits nothing.",
  source: "CTA-5007-B 4.7.3",
  checkedAt: "entry",
  parse: value => oneOrMoreTexts(value, MOST_TEXTS) ?? malformed(WANTED),
  encode: oneOrList,
  fromJson: json => oneOrMoreTexts(json, MOST_TEXTS) ?? malformed(WANTED),
  toJson: oneOrList,
};
