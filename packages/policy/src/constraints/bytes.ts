import type { Evaluator } from "./evaluator.ts";

/** At most `max` bytes of media are ever sent; counted by the store, and by clock while sessions run. */
export const bytes: Evaluator<"bytes"> = {
  checkedAt: () => "entry",
  evaluate: ({ max }) => ({
    outcome: "pending",
    check: { kind: "quota", of: "token", quota: "bytes", max },
    detail: `at most ${max} bytes in all`,
  }),
};
