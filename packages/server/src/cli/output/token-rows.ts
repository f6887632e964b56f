import type { TokenAnswer } from "../connection/answers.ts";
import type { Row } from "./columns.ts";
import { limitRows } from "./limit-rows.ts";
import { targetText } from "./target-text.ts";
import { timeFromNow } from "./time-text.ts";

/** What a token opens and within which limits. */
export function grantRows(token: TokenAnswer, nowSeconds: number): readonly Row[] {
  const time = (seconds: number | null): string | undefined =>
    seconds === null ? undefined : timeFromNow(seconds, nowSeconds);
  return [
    ["opens", `${targetText(token.target)} (${token.action})`],
    ["from", time(token.not_before)],
    ["until", time(token.expires_at) ?? "for ever"],
    ...limitRows(token, ["use", "uses"]),
    ["networks", listText(token.ip)],
    ["sites", listText(token.domains)],
    ["user", token.user ?? undefined],
    ["tag", token.tag ?? undefined],
    ["annotations", listText(token.annotations.map(annotation => JSON.stringify(annotation)))],
    ["at its end", token.disconnect_at_expiry ? "sessions are cut" : undefined],
    ["handed on", handedOnText(token)],
    ["made from", token.parent ?? undefined],
  ];
}

function handedOnText({ delegation }: TokenAnswer): string | undefined {
  if (!delegation) return undefined;
  const { depth, max_children } = delegation;
  const generations = `${depth} ${depth === 1 ? "generation" : "generations"}`;
  return max_children === null ? generations : `${generations}, ${max_children} tokens at the same time`;
}

function listText(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join(", ");
}
