import { type Evaluator, fail, pass } from "./evaluator.ts";

/** A play token does not publish, a publish token does not play. An empty list grants nothing. */
export const action: Evaluator<"action"> = {
  checkedAt: () => "entry",
  evaluate({ allow }, request) {
    if (allow.includes(request.action)) return pass(`${request.action} is granted`);
    return fail(
      "wrong-action",
      `${request.action} was asked, the token grants ${allow.join(", ") || "nothing"}`,
    );
  },
};
