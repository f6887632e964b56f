import type { AccessRequest } from "../access-request.ts";
import type { AccessRule } from "../limit-types.ts";
import { firstMatch, type RuleFacts } from "../match/access-rules.ts";
import { type Evaluator, type Finding, fail, pass } from "./evaluator.ts";

/** The first rule that matches allows; where none matches nobody is let in. With every manifest again. */
export const rules: Evaluator<"rules"> = {
  checkedAt: () => "manifest",
  evaluate: ({ rules: list }, request) => judge(list, factsOf(request)),
};

function factsOf({ client, context }: AccessRequest): RuleFacts {
  const { ip, userAgent, site } = client;
  return {
    ip,
    userAgent,
    site,
    get country() {
      return context?.country;
    },
    get asn() {
      return context?.asn;
    },
  };
}

function judge(list: readonly AccessRule[], facts: RuleFacts): Finding {
  const { rule, number } = firstMatch(list, facts);
  if (!rule) return fail("rule-not-allowed", `none of ${list.length} rules matches${seen(list, facts)}`);
  const detail = `rule ${number} of ${list.length} ${rule.effect === "allow" ? "allows" : "denies"}: ${describe(rule)}`;
  return rule.effect === "allow" ? pass(detail) : fail("rule-not-allowed", detail + seen([rule], facts));
}

const conditions = ["ip", "countries", "asns", "agents", "domains"] as const;

/** The rule in words: `countries DE, AT; agents VLC`. */
function describe(rule: AccessRule): string {
  const parts = conditions.flatMap(name => (rule[name] ? [`${name} ${rule[name].join(", ")}`] : []));
  return parts.join("; ") || "everybody";
}

/** What the rules looked at, as far as it is neither a secret nor long. */
function seen(list: readonly AccessRule[], facts: RuleFacts): string {
  const parts = [
    list.some(({ ip }) => ip) ? `ip ${facts.ip ?? "unknown"}` : "",
    list.some(({ countries }) => countries) ? `country ${facts.country ?? "unknown"}` : "",
    list.some(({ asns }) => asns) ? `asn ${facts.asn ?? "unknown"}` : "",
    list.some(({ domains }) => domains) ? `site ${facts.site ?? "unknown"}` : "",
  ].filter(part => part !== "");
  return parts.length === 0 ? "" : ` (seen: ${parts.join(", ")})`;
}
