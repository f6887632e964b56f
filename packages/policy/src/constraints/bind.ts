import { type Evaluator, pass } from "./evaluator.ts";

/** The token belongs to whoever used it first. That is state: the store judges it when it admits, and with each request. */
export const bind: Evaluator<"bind"> = {
  checkedAt: () => "entry",
  evaluate({ bind: limit }) {
    if (limit === "none") return pass("bound to nobody");
    const { to, rebinds = 0 } = limit;
    return pass(`bound to the first ${to.join(", ")}, with ${rebinds} moves`);
  },
};
