import type { AccessRequest } from "../access-request.ts";
import type { Evaluator } from "./evaluator.ts";

/** A claim of a signed token over the request. What the door cannot know is not in the context, and the claim denies. */
export const claim: Evaluator<"claim"> = {
  checkedAt: ({ claim: parsed }) => parsed.checkedAt,
  evaluate: ({ claim: parsed }, request) => parsed.judge(contextOf(request)),
};

function contextOf(request: AccessRequest) {
  return { ...request.context, ip: request.client.ip, nowSeconds: request.nowSeconds };
}
