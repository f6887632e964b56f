import { expect, test } from "vitest";
import { startApi } from "../testing/ask-api.ts";

const words = [
  "dotless_extension",
  "cnf_member_3",
  "audience_optional",
  "hex_payload",
  "tagged_maps",
  "untagged_cose",
  "standard_base64",
  "moqt",
  "require_algorithm",
];
/** A COSE_Mac0 of alg HS256 and the one claim exp, without its tag; its MAC is another key's. */
const untagged = Buffer.from(`8443a10105a047a1041a7fffffff5820${"00".repeat(32)}`, "hex").toString(
  "base64url",
);

test.each(words)("a key has the reading %s only where it was given", async word => {
  const { admin } = await startApi();
  const made = await admin("POST", "keys", { name: "lenient", readings: { [word]: true } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const shown = Object.entries(made.body.readings).filter(([, value]) => value === true);
  expect(shown).toEqual([[word, true]]);
  expect(Object.keys(made.body.readings).toSorted()).toEqual(["ignored_claims", ...words].toSorted());
});

test("a text that needs a reading says which", async () => {
  const { admin } = await startApi();
  const { body } = await admin("POST", "tokens/inspect", { token: untagged });
  expect(body.warnings).toEqual([{ code: "lenient-reading", detail: "its key must allow: untaggedCose" }]);
});
