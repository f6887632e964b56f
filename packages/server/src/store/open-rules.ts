import { isRevoked, type RevocationRule, type RevocationSubject } from "@sluice/policy";

/** The revocation rules that admits to come must pass, in memory. */
export interface OpenRules {
  /** True when a rule covers the token now, on its stream or as a whole. */
  covers(subject: RevocationSubject, nowSeconds: number): boolean;
  add(rule: RevocationRule): void;
  remove(rule: RevocationRule): void;
}

const FIELDS = ["token", "user", "tag", "stream", "group", "application"] as const;

/**
 * Keeps rules on shelves, one per value that a rule asks for, so that an admit looks at a handful of rules
 * however many there are. A rule about one session is on no shelf: it never stops an admit.
 */
export function createOpenRules(rules: readonly RevocationRule[]): OpenRules {
  const shelves = new Map<string, readonly RevocationRule[]>();
  const openRules: OpenRules = {
    covers: (subject, nowSeconds) =>
      shelvesFor(subject).some(shelf =>
        shelves.get(shelf)?.some(rule => isRevoked(rule, subject, nowSeconds)),
      ),
    add(rule) {
      const shelf = shelfOf(rule);
      if (shelf !== undefined) shelves.set(shelf, [...(shelves.get(shelf) ?? []), rule]);
    },
    remove(rule) {
      const shelf = shelfOf(rule);
      if (shelf === undefined) return;
      const rest = (shelves.get(shelf) ?? []).filter(({ id }) => id !== rule.id);
      if (rest.length > 0) shelves.set(shelf, rest);
      else shelves.delete(shelf);
    },
  };
  for (const rule of rules) openRules.add(rule);
  return openRules;
}

function shelfOf({ organization, selector }: RevocationRule): string | undefined {
  if (selector.session !== undefined) return undefined;
  const field = FIELDS.find(name => selector[name] !== undefined);
  return field ? shelfName(organization, field, selector[field]) : shelfName(organization, "all", "");
}

function shelvesFor({ organization, tokenId, user, tag, stream }: RevocationSubject): readonly string[] {
  return [
    shelfName(organization, "token", tokenId),
    shelfName(organization, "user", user),
    shelfName(organization, "tag", tag),
    shelfName(organization, "stream", stream?.stream),
    shelfName(organization, "group", stream?.group),
    shelfName(organization, "application", stream?.application),
    shelfName(organization, "all", ""),
  ];
}

function shelfName(organization: string, field: string, value: string | undefined): string {
  return `${organization}\0${field}\0${value ?? ""}`;
}
