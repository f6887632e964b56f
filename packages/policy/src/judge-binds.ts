import type { AdmissionRequest, AdmissionView } from "./admission-view.ts";
import type { DenyReason } from "./deny-reasons.ts";
import type { Binding } from "./limit-types.ts";
import { ancestorRule } from "./lineage.ts";
import { type BindingOutcome, type BindingState, judgeBinding } from "./match/binding.ts";
import type { RuleOutcome } from "./verdict.ts";

const UNKNOWN: Readonly<Record<Binding, DenyReason>> = {
  address: "ip-unknown",
  prefix: "ip-unknown",
  asn: "asn-unknown",
  agent: "bind-not-allowed",
};

/** Why a binding refuses; undefined: it does not. */
export function bindingReason(found: BindingOutcome): DenyReason | undefined {
  if (found.outcome === "unknown") return UNKNOWN[found.what];
  return found.outcome === "refused" ? "bind-not-allowed" : undefined;
}

/** Holds an admission against those to whom its tokens belong. `bindings` is what is written with it; undefined: nothing. Pure. */
export function judgeBinds(
  { session, binds = [], asn }: AdmissionRequest,
  view: Pick<AdmissionView, "token">,
  rules: RuleOutcome[],
): { readonly reason: DenyReason } | { readonly bindings: ReadonlyMap<string, BindingState> | undefined } {
  const bindings = new Map<string, BindingState>();
  const { holder, address } = session;
  for (const { token, bind } of binds) {
    const found = judgeBinding({
      bind,
      state: view.token(token)?.binding,
      seen: { ...holder, address, asn },
    });
    const reason = bindingReason(found);
    const rule = token === session.tokenId ? "bound" : ancestorRule(token, "bound");
    const detail = found.outcome === "held" ? `the ${bind.to.join(", ")} of the first use` : found.detail;
    rules.push({ rule, outcome: reason === undefined ? "pass" : "fail", detail });
    if (reason) return { reason };
    if ("state" in found) bindings.set(token, found.state);
  }
  return { bindings: bindings.size > 0 ? bindings : undefined };
}
