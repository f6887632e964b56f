import { type Evaluator, fail, pass } from "./evaluator.ts";
import { covers, describeTarget } from "./target.ts";

/** One of the token's grants opens this stream for this action. No grants open nothing. */
export const grant: Evaluator<"grant"> = {
  checkedAt: () => "entry",
  evaluate({ grants }, request) {
    const { action, stream } = request;
    const ofAction = grants.filter(({ actions }) => actions.includes(action));
    if (ofAction.length === 0)
      return fail("wrong-action", `${action} was asked, the token does not grant it`);
    const found = ofAction.find(({ target }) => covers(target, stream));
    if (found) return pass(`${action} on ${stream.stream} is granted by ${describeTarget(found.target)}`);
    const opened = ofAction.map(({ target }) => describeTarget(target)).join("; ");
    return fail("wrong-stream", `${stream.stream} was asked, the token opens ${opened}`);
  },
};
