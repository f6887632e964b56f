import type { Evaluator } from "./evaluator.ts";

/** At most `max` sessions of the token run at the same time; counted by the store. */
export const sessions: Evaluator<"sessions"> = {
  checkedAt: () => "entry",
  evaluate: ({ max }) => ({
    outcome: "pending",
    check: { kind: "slot", max, of: "token" },
    detail: `at most ${max} at the same time`,
  }),
};
