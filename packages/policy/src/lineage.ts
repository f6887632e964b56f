/** Before a rule's name when it is about a token that the presented one was delegated from. */
export const PARENT_RULE = "parent ";

/** A rule of an ancestor in explanations: `parent st_3f9a0c12bd77: ip`. */
export function ancestorRule(ancestor: string, rule: string): string {
  return `${PARENT_RULE}${ancestor}: ${rule}`;
}

/** So deep is a line of delegation at most: a token may stand below so many others. */
export const DEEPEST_LINEAGE = 4;

/** The token that another was delegated from, and not by way of a third; undefined: none. */
export function parentOf({
  lineage,
}: {
  readonly lineage?: readonly string[] | undefined;
}): string | undefined {
  return lineage?.at(-1);
}

/** A session's token and those it was delegated from, itself first: whatever one of them is not allowed, it is not allowed. */
export function tokensOf(session: {
  readonly tokenId: string;
  readonly lineage?: readonly string[] | undefined;
}): readonly string[] {
  return [session.tokenId, ...(session.lineage ?? [])];
}
