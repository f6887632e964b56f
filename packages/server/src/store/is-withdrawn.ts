import type { OpenRules } from "./open-rules.ts";
import { tokenSubject } from "./revocation-subject.ts";
import type { TokenRecord } from "./token-record.ts";

/** What is looked at to tell whether a token is withdrawn as a whole. */
export interface WithdrawalView {
  readonly openRules: Pick<OpenRules, "covers">;
  readonly token: (id: string) => TokenRecord | undefined;
}

/** True when a rule covers the token as a whole, or when one that it was delegated from is gone, revoked or covered. */
export function isWithdrawn(
  token: TokenRecord,
  { openRules, token: tokenById }: WithdrawalView,
  nowSeconds: number,
): boolean {
  if (openRules.covers(tokenSubject(token), nowSeconds)) return true;
  return (token.lineage ?? []).some(id => {
    const ancestor = tokenById(id);
    if (!ancestor || ancestor.revokedAtSeconds !== undefined) return true;
    return openRules.covers(tokenSubject(ancestor), nowSeconds);
  });
}
