import type { TokenAnswer } from "../connection/answers.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { timeFromNow } from "./time-text.ts";
import { grantRows } from "./token-rows.ts";

/** A token as its issuer sees it: status, history, grant. */
export function inspectedText(token: TokenAnswer, nowSeconds: number): string {
  const status = token.status === "active" ? colour.good(token.status) : colour.bad(token.status);
  const revoked = token.revoked_at === null ? undefined : timeFromNow(token.revoked_at, nowSeconds);
  const suspended = token.suspended_at === null ? undefined : timeFromNow(token.suspended_at, nowSeconds);
  const rows = columns([
    ["kind", token.kind],
    [
      "created",
      `${timeFromNow(token.created_at, nowSeconds)} by ${token.created_by ?? "an issuer elsewhere"}`,
    ],
    ["revoked", revoked],
    ["suspended", suspended],
    ["used", token.max_uses === null ? `${token.uses} times` : `${token.uses} of ${token.max_uses}`],
    ...grantRows(token, nowSeconds),
  ]);
  return `Token ${token.id} is ${status}\n${rows}`;
}
