import { describeLists, judgeLists } from "../match/place-lists.ts";
import { type Evaluator, fail, pass } from "./evaluator.ts";

/** The client's network operator (ASN) is allowed. Where none is known nobody is let in. */
export const asns: Evaluator<"asns"> = {
  checkedAt: () => "manifest",
  evaluate(lists, { context }) {
    const asn = context?.asn;
    const words = describeLists(lists, "AS");
    switch (judgeLists(lists, asn)) {
      case "allowed":
        return pass(`${asn === undefined ? "any network" : `AS${asn}`} is allowed (${words})`);
      case "denied":
        return fail("asn-not-allowed", `AS${asn} is denied (${words})`);
      case "not-listed":
        return fail("asn-not-allowed", `AS${asn} is not allowed (${words})`);
      case "unknown":
        return fail("asn-unknown", `no ASN is known of the client's address (${words})`);
    }
  },
};
