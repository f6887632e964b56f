import { describeLists, judgeLists } from "../match/place-lists.ts";
import { type Evaluator, fail, pass } from "./evaluator.ts";

/** The client's country is allowed. Where none is known nobody is let in. */
export const countries: Evaluator<"countries"> = {
  checkedAt: () => "manifest",
  evaluate(lists, { context }) {
    const country = context?.country;
    const words = describeLists(lists);
    switch (judgeLists(lists, country)) {
      case "allowed":
        return pass(`${country ?? "any country"} is allowed (${words})`);
      case "denied":
        return fail("country-not-allowed", `${country} is denied (${words})`);
      case "not-listed":
        return fail("country-not-allowed", `${country} is not allowed (${words})`);
      case "unknown":
        return fail("country-unknown", `no country is known of the client's address (${words})`);
    }
  },
};
