import { type CatReadings, labelProfiles } from "@sluice/token";

/** Which tokens need each reading, in the words of the API where it has one. */
const notes: Readonly<Record<keyof CatReadings, readonly [word: string, tokens: string]>> = {
  labels: [
    "label_profile",
    "tokens with `or`, `nor`, `and`, `crit` or encrypted claims (`enc`), whose labels nobody has registered",
  ],
  ignoredClaims: ["readings.ignored_claims", "tokens with claims of your own that limit nothing"],
  dotlessExtension: [
    "readings.dotless_extension",
    "Quicr and zig: `catu` with the extension `m3u8` instead of `.m3u8`",
  ],
  cnfMember3: ["readings.cnf_member_3", "older c4m and Quicr tokens, whose `cnf` has the thumbprint under 3"],
  audienceOptional: [
    "readings.audience_optional",
    "issuers who write no `aud`, with a key that has audiences",
  ],
  moqt: ["readings.moqt", "tokens of the MoQ draft (327, 328); they refuse whatever is not a MoQ action"],
  hexPayload: [
    "readings.hex_payload",
    "@eyevinn/cat without `expectCwtTag`, its default: the payload is a text of hexadecimal digits",
  ],
  taggedMaps: ["readings.tagged_maps", "older @eyevinn/cat: maps in tag 259, `kid` under a text"],
  untaggedCose: ["readings.untagged_cose", "COSE messages without their tag"],
  standardBase64: ["readings.standard_base64", "older @eyevinn/cat: base64 with `+` and `/`"],
  requireAlgorithm: [
    "readings.require_algorithm",
    "none; it is stricter: the protected header must name the algorithm",
  ],
};

/** The table of readings; each is set on a token key, and none by default. */
export function renderReadings(): string {
  const rows = Object.values(notes).map(([word, tokens]) => `| \`${word}\` | ${tokens} |`);
  return ["| of the key | for |", "|---|---|", ...rows].join("\n");
}

/** The labels of each profile. */
export function renderLabelProfiles(): string {
  const names = ["or", "nor", "and", "crit", "enc"] as const;
  const rows = [...labelProfiles].map(
    ([id, labels]) => `| \`${id}\` | ${names.map(name => labels[name] ?? "–").join(" | ")} |`,
  );
  return [`| profile | ${names.join(" | ")} |`, "|---|---|---|---|---|---|", ...rows].join("\n");
}
