import { containsAddress, parseAddress, parseNetwork } from "@sluice/token";
import type { AccessRule } from "../limit-types.ts";
import { matchesAgent } from "./agent.ts";
import { matchesDomain } from "./domain.ts";

/** What rules look at; undefined: not known. */
export interface RuleFacts {
  readonly ip: string | undefined;
  readonly country: string | undefined;
  readonly asn: number | undefined;
  readonly userAgent: string | undefined;
  /** Where the session began: what comes after names none. */
  readonly site: string | undefined;
}

/** The rule that decides, and its place in the list, the first one being 1; neither where none matches. */
export interface RuleMatch {
  readonly rule: AccessRule | undefined;
  readonly number: number;
}

type Held = boolean | "unknown";

/**
 * Finds the first rule that matches. Fails closed: a condition over what is not known never lets an `allow` match, and never
 * keeps a `deny` from matching. Pure.
 */
export function firstMatch(rules: readonly AccessRule[], facts: RuleFacts): RuleMatch {
  const index = rules.findIndex(rule => matches(rule, facts));
  return { rule: rules[index], number: index + 1 };
}

function matches(rule: AccessRule, facts: RuleFacts): boolean {
  const isDeny = rule.effect === "deny";
  return conditionsOf(rule, facts).every(held => (held === "unknown" ? isDeny : held));
}

function conditionsOf(rule: AccessRule, facts: RuleFacts): readonly Held[] {
  const { ip, countries, asns, agents, domains } = rule;
  return [
    holds(ip, facts.ip, isInOneOf),
    holds(countries, facts.country, (list, country) => list.includes(country)),
    holds(asns, facts.asn, (list, asn) => list.includes(asn)),
    holds(agents, facts.userAgent, (list, agent) => list.some(pattern => matchesAgent(pattern, agent))),
    holds(domains, facts.site, (list, site) => list.some(pattern => matchesDomain(pattern, site))),
  ];
}

function holds<T, V>(
  list: readonly T[] | undefined,
  value: V | undefined,
  test: (list: readonly T[], value: V) => Held,
): Held {
  if (list === undefined) return true;
  return value === undefined ? "unknown" : test(list, value);
}

function isInOneOf(networks: readonly string[], text: string): Held {
  const address = parseAddress(text);
  if (!address) return "unknown";
  return networks.some(entry => {
    const network = parseNetwork(entry);
    return network !== undefined && containsAddress(network, address);
  });
}
