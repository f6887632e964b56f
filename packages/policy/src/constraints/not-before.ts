import { type Evaluator, fail, pass } from "./evaluator.ts";

/** Valid from this second on (as `nbf`, RFC 7519 section 4.1.5, without leeway). */
export const notBefore: Evaluator<"not-before"> = {
  checkedAt: () => "entry",
  evaluate({ atSeconds }, request) {
    const seconds = atSeconds - request.nowSeconds;
    return seconds > 0
      ? fail("token-not-yet-valid", `opens in ${seconds} s`)
      : pass(`open since ${-seconds} s`);
  },
};
