import {
  isReservedApplicationName,
  isReservedOrganizationCode,
  isReservedStreamId,
} from "../http/reserved-words.ts";

const rules = {
  application: isReservedApplicationName,
  stream: isReservedStreamId,
  organization: isReservedOrganizationCode,
} as const;

/** True when a name hides, or is hidden by, one of Sluice's own routes: nobody can have it. */
export function isOwnWord(kind: keyof typeof rules, name: string): boolean {
  return rules[kind](name);
}
