import { type Evaluator, fail, pass } from "./evaluator.ts";

/** Valid before this second (as `exp`, RFC 7519 section 4.1.4: at the second itself it is over). */
export const expiry: Evaluator<"expiry"> = {
  checkedAt: () => "entry",
  evaluate({ atSeconds }, request) {
    const seconds = atSeconds - request.nowSeconds;
    return seconds <= 0
      ? fail("token-expired", `expired ${-seconds} s ago`)
      : pass(`expires in ${seconds} s`);
  },
};
