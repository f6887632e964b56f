import type { Evaluator } from "./evaluator.ts";

/** At most `max` sessions run at the same time, counted as the limit says; counted by the store. */
export const sessions: Evaluator<"sessions"> = {
  checkedAt: () => "entry",
  evaluate: ({ max, counting }) => ({
    outcome: "pending",
    check: { kind: "slot", max, of: "token", ...(counting ? { counting } : {}) },
    detail: `at most ${max} at the same time${counting ? ` per ${counting.per} over the ${counting.over}, ${counting.whenFull}` : ""}`,
  }),
};
