import type { Evaluator } from "./evaluator.ts";

/** At most `max` sessions are ever made with the token; counted by the store, last of all. */
export const uses: Evaluator<"uses"> = {
  checkedAt: () => "entry",
  evaluate: ({ max }) => ({
    outcome: "pending",
    check: { kind: "use", max },
    detail: max === 1 ? "one use" : `at most ${max} uses`,
  }),
};
