import type { AccessRequest } from "../access-request.ts";
import type { Evaluator } from "./evaluator.ts";

/** A claim of a signed token over the request. What the door cannot know is not in the context, and the claim denies. */
export const claim: Evaluator<"claim"> = {
  checkedAt: ({ claim: parsed }) => parsed.checkedAt,
  evaluate: ({ claim: parsed }, request) => parsed.judge(request.context ?? bareContext(request)),
};

function bareContext({ client, nowSeconds }: AccessRequest) {
  return { ip: client.ip, nowSeconds };
}
