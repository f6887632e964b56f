import type { RequestContext } from "@sluice/token";
import type { RequestFacts } from "./question.ts";

/** What the flow itself knows of a request, beside what its door has observed. */
export type KnownFacts = Pick<
  RequestContext,
  "ip" | "nowSeconds" | "issuers" | "audiences" | "proof" | "isBarred"
>;

/**
 * What claims look at: the door's facts under what the flow knows. Places are passed on as they are asked for, so that
 * a token without such a claim costs no look-up.
 */
export function claimContext(facts: RequestFacts | undefined, known: KnownFacts): RequestContext {
  if (!facts) return known;
  return {
    ...known,
    get url() {
      return facts.url;
    },
    get country() {
      return facts.country;
    },
    get region() {
      return facts.region;
    },
    get asn() {
      return facts.asn;
    },
    get latitude() {
      return facts.latitude;
    },
    get longitude() {
      return facts.longitude;
    },
    method: facts.method,
    header: facts.header,
    altitude: facts.altitude,
    alpn: facts.alpn,
    certificateKeys: facts.certificateKeys,
    tlsFingerprints: facts.tlsFingerprints,
    draw: facts.draw,
  };
}
