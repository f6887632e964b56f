import type { TokenRecord } from "./token-record.ts";

/** The token that another was delegated from, and not by way of a third; undefined: none. */
export function parentOf({ lineage }: Pick<TokenRecord, "lineage">): string | undefined {
  return lineage?.at(-1);
}

/** A token and those it was delegated from, itself first: whatever one of them is not allowed, it is not allowed. */
export function withLineage({ id, lineage = [] }: Pick<TokenRecord, "id" | "lineage">): readonly string[] {
  return [id, ...lineage];
}

/** The same of a session's token. */
export function tokensOf(session: {
  readonly tokenId: string;
  readonly lineage?: readonly string[] | undefined;
}): readonly string[] {
  return [session.tokenId, ...(session.lineage ?? [])];
}
