import type { OpenedSigned } from "../formats/format.ts";
import type { SignedFormat } from "../formats/judgement.ts";
import type { TokenKey } from "../keys/token-key.ts";
import type { RequestContext } from "../request-context.ts";
import type { FuzzOutcome } from "./fuzz-target.ts";

/** A key for formats alone: nothing is ever checked with it. */
const key: TokenKey = { id: "fuzz", kid: undefined, algorithm: "HS256", material: { provider: "none" } };

/** Every way of reading more than the standard has. */
const lenientKey: TokenKey = {
  ...key,
  readings: {
    labels: { or: 41, nor: 42, and: 43, enc: 44, crit: 45 },
    ignoredClaims: [99_999],
    dotlessExtension: true,
    cnfMember3: true,
    hexPayload: true,
    taggedMaps: true,
    standardBase64: true,
  },
};

const context: RequestContext = {
  nowSeconds: 1_750_000_000,
  url: "https://cdn.example.com/live/cam1/index.m3u8?a=1",
  method: "GET",
  header: name => (name === "user-agent" ? "Mozilla/5.0 (X11)" : undefined),
  ip: "192.0.2.55",
  asn: 64_500,
  country: "SE",
  region: "AB",
  latitude: 59.3293,
  longitude: 18.0686,
  altitude: 20,
  alpn: "h2",
  certificateKeys: [Uint8Array.of(1, 2, 3)],
  tlsFingerprints: { ja4: "t13d1516h2_8daaf6152771_e5627efa2ab1" },
  draw: 0.5,
  isBarred: () => false,
};

/** Judges what was opened as if a key vouched for it, as an issuer with a broken program would have it; accepted when all was read. */
export function judgedUnchecked(format: SignedFormat, opened: OpenedSigned | undefined): FuzzOutcome {
  if (opened === undefined) return "refused";
  const outcomes = [key, lenientKey].map(each => {
    const judgement = format.judge(opened, each, undefined);
    if (!("limits" in judgement)) return "refused";
    for (const limit of judgement.limits) {
      limit.judge(context);
      JSON.stringify(limit.toJson());
    }
    return "accepted";
  });
  return outcomes.includes("accepted") ? "accepted" : "refused";
}
