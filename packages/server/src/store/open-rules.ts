import { isRevoked, type RevocationRule, type RevocationSubject } from "@sluice/policy";
import { addressShelves, networkShelf, type PrefixLength } from "./address-shelves.ts";

/** The revocation rules that admits to come must pass, in memory. */
export interface OpenRules {
  /** True when a rule covers the token now, on its stream or as a whole. */
  covers(subject: RevocationSubject, nowSeconds: number): boolean;
  /** False when no rule of the organization can cover a token as a whole, so that none need be asked. */
  mayCoverTokens(organization: string): boolean;
  add(rule: RevocationRule): void;
  remove(rule: RevocationRule): void;
}

const FIELDS = ["token", "jti", "user", "tag", "stream", "group", "key", "application"] as const;

/**
 * Keeps rules on shelves, one per value that a rule asks for, so that an admit looks at a handful of rules
 * however many there are. A rule about one session is on no shelf: it never stops an admit.
 */
export function createOpenRules(rules: readonly RevocationRule[]): OpenRules {
  const shelves = new Map<string, readonly RevocationRule[]>();
  /** How many rules stand for a length of prefix, and how many of an organization's may cover tokens as a whole. */
  const lengths = new Map<PrefixLength, number>();
  const ofWholeTokens = new Map<string, number>();
  const count = (rule: RevocationRule, { length }: Shelf, step: 1 | -1): void => {
    if (length !== undefined) addTo(lengths, length, step);
    if (isAboutWholeTokens(rule)) addTo(ofWholeTokens, rule.organization, step);
  };
  const openRules: OpenRules = {
    covers: (subject, nowSeconds) =>
      shelvesFor(subject, lengths.keys()).some(shelf =>
        shelves.get(shelf)?.some(rule => isRevoked(rule, subject, nowSeconds)),
      ),
    mayCoverTokens: organization => ofWholeTokens.has(organization),
    add(rule) {
      const shelf = shelfOf(rule);
      if (!shelf) return;
      count(rule, shelf, 1);
      shelves.set(shelf.name, [...(shelves.get(shelf.name) ?? []), rule]);
    },
    remove(rule) {
      const shelf = shelfOf(rule);
      const known = shelf ? (shelves.get(shelf.name) ?? []) : [];
      if (!shelf || !known.some(({ id }) => id === rule.id)) return;
      count(rule, shelf, -1);
      const rest = known.filter(({ id }) => id !== rule.id);
      if (rest.length > 0) shelves.set(shelf.name, rest);
      else shelves.delete(shelf.name);
    },
  };
  for (const rule of rules) openRules.add(rule);
  return openRules;
}

function addTo<K>(counts: Map<K, number>, key: K, step: 1 | -1): void {
  const sum = (counts.get(key) ?? 0) + step;
  if (sum > 0) counts.set(key, sum);
  else counts.delete(key);
}

/** A token as a whole has no stream and comes from nowhere. */
function isAboutWholeTokens({ selector }: RevocationRule): boolean {
  const { stream, group, application, ip, session } = selector;
  return [stream, group, application, ip, session].every(value => value === undefined);
}

interface Shelf {
  readonly name: string;
  /** For a rule that is found by its network. */
  readonly length?: PrefixLength;
}

function shelfOf({ organization, selector }: RevocationRule): Shelf | undefined {
  if (selector.session !== undefined) return undefined;
  const field = FIELDS.find(name => selector[name] !== undefined);
  if (field) return { name: shelfName(organization, field, selector[field]) };
  if (selector.ip === undefined) return { name: shelfName(organization, "all", "") };
  const network = networkShelf(selector.ip);
  return network && { name: shelfName(organization, "ip", network.name), length: network.length };
}

function shelvesFor(subject: RevocationSubject, lengths: Iterable<PrefixLength>): readonly string[] {
  const { organization, tokenId, jti, user, tag, issuedBy, keyId, stream, ip } = subject;
  return [
    shelfName(organization, "token", tokenId),
    shelfName(organization, "jti", jti),
    shelfName(organization, "user", user),
    shelfName(organization, "tag", tag),
    shelfName(organization, "stream", stream?.stream),
    shelfName(organization, "group", stream?.group),
    shelfName(organization, "key", issuedBy),
    shelfName(organization, "key", keyId),
    shelfName(organization, "application", stream?.application),
    shelfName(organization, "all", ""),
    ...addressShelves(ip, lengths).map(name => shelfName(organization, "ip", name)),
  ];
}

function shelfName(organization: string, field: string, value: string | undefined): string {
  return `${organization}\0${field}\0${value ?? ""}`;
}
