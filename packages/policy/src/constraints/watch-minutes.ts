import type { Evaluator } from "./evaluator.ts";

/** At most `max` minutes are ever watched; counted by the store, and by clock while sessions run. */
export const watchMinutes: Evaluator<"watch-minutes"> = {
  checkedAt: () => "entry",
  evaluate: ({ max }) => ({
    outcome: "pending",
    check: { kind: "quota", of: "token", quota: "watch-minutes", max },
    detail: `at most ${max} minutes in all`,
  }),
};
