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
  return facts ? new ClaimContext(facts, known) : known;
}

/** A class for its getters, for the reason that `ObservedFacts` has. */
class ClaimContext implements RequestContext {
  readonly ip: RequestContext["ip"];
  readonly nowSeconds: RequestContext["nowSeconds"];
  readonly issuers: RequestContext["issuers"];
  readonly audiences: RequestContext["audiences"];
  readonly proof: RequestContext["proof"];
  readonly isBarred: RequestContext["isBarred"];
  readonly method: RequestContext["method"];
  readonly header: RequestContext["header"];
  readonly altitude: RequestContext["altitude"];
  readonly alpn: RequestContext["alpn"];
  readonly certificateKeys: RequestContext["certificateKeys"];
  readonly tlsFingerprints: RequestContext["tlsFingerprints"];
  readonly draw: RequestContext["draw"];
  readonly #facts: RequestFacts;

  constructor(facts: RequestFacts, known: KnownFacts) {
    this.ip = known.ip;
    this.nowSeconds = known.nowSeconds;
    this.issuers = known.issuers;
    this.audiences = known.audiences;
    this.proof = known.proof;
    this.isBarred = known.isBarred;
    this.method = facts.method;
    this.header = facts.header;
    this.altitude = facts.altitude;
    this.alpn = facts.alpn;
    this.certificateKeys = facts.certificateKeys;
    this.tlsFingerprints = facts.tlsFingerprints;
    this.draw = facts.draw;
    this.#facts = facts;
  }

  get url() {
    return this.#facts.url;
  }

  get country() {
    return this.#facts.country;
  }

  get region() {
    return this.#facts.region;
  }

  get asn() {
    return this.#facts.asn;
  }

  get latitude() {
    return this.#facts.latitude;
  }

  get longitude() {
    return this.#facts.longitude;
  }
}
