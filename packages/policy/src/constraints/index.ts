import type { ConstraintKind } from "../constraint.ts";
import { action } from "./action.ts";
import { asns } from "./asns.ts";
import { bind } from "./bind.ts";
import { bytes } from "./bytes.ts";
import { claim } from "./claim.ts";
import { countries } from "./countries.ts";
import { domain } from "./domain.ts";
import { download } from "./download.ts";
import type { Evaluator } from "./evaluator.ts";
import { expiry } from "./expiry.ts";
import { grant } from "./grant.ts";
import { hours } from "./hours.ts";
import { ip } from "./ip.ts";
import { notBefore } from "./not-before.ts";
import { renditions } from "./renditions.ts";
import { rules } from "./rules.ts";
import { sessions } from "./sessions.ts";
import { target } from "./target.ts";
import { uses } from "./uses.ts";
import { watchMinutes } from "./watch-minutes.ts";

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
  countries,
  asns,
  rules,
  hours,
  bind,
  renditions,
  download,
  sessions,
  "watch-minutes": watchMinutes,
  bytes,
  uses,
};
