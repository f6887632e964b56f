import type { ConstraintKind } from "../constraint.ts";
import { action } from "./action.ts";
import { claim } from "./claim.ts";
import { domain } from "./domain.ts";
import type { Evaluator } from "./evaluator.ts";
import { expiry } from "./expiry.ts";
import { grant } from "./grant.ts";
import { ip } from "./ip.ts";
import { notBefore } from "./not-before.ts";
import { sessions } from "./sessions.ts";
import { target } from "./target.ts";
import { uses } from "./uses.ts";

/** Every kind of limit and its rule. A kind without an evaluator does not compile. */
export const evaluators: { readonly [K in ConstraintKind]: Evaluator<K> } = {
  action,
  target,
  grant,
  "not-before": notBefore,
  expiry,
  ip,
  domain,
  claim,
  sessions,
  uses,
};
