import type { InspectedAnswer } from "../connection/inspected-answer.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { inspectedText } from "./inspected-text.ts";
import { withRules } from "./rule-lines.ts";

const NAMES: Readonly<Record<string, string>> = { opaque: "An opaque token", jwt: "A JWT", cat: "A CAT" };
const SIGNATURES: Readonly<Record<string, string>> = {
  right: "signature right",
  wrong: "signature wrong",
  unchecked: "signature not checked",
};

/** What a text is: decoded, who vouches for it, what to know of it, its record, and how each rule goes. */
export function decodedText(answer: InspectedAnswer, nowSeconds: number): string {
  const { format, signature, token, decision } = answer;
  const name = format === null ? "No token" : (NAMES[format] ?? format);
  const isGood = signature === "right" && answer.refused === null;
  const head = `${name}, ${(isGood ? colour.good : colour.bad)(SIGNATURES[signature] ?? signature)}`;
  const parts = [head, columns(rowsOf(answer))];
  if (token) parts.push("", inspectedText(token, nowSeconds));
  const text = parts.filter((part, index) => part !== "" || index > 1).join("\n");
  if (!decision) return text;
  const said = decision.allowed
    ? colour.good("Allowed")
    : `${colour.bad("Refused")} (${decision.reason ?? "no reason given"})`;
  return withRules(`${text}\n\n${said}`, decision.rules);
}

function rowsOf(answer: InspectedAnswer): readonly (readonly [string, string | undefined])[] {
  const { problem, header, claims, diagnostic, refused, key, key_detail: keyDetail, id, warnings } = answer;
  return [
    ["problem", problem ?? undefined],
    ["header", members(header)],
    ["claims", members(claims)],
    ["in CBOR", diagnostic === null ? undefined : diagnostic],
    ["key", key ? `${key.id} ${key.name ?? ""} (${key.algorithm}, ${key.state ?? "unknown"})` : undefined],
    ["no key", keyDetail ?? undefined],
    ["refused", refused ? `${refused.reason}: ${refused.detail}` : undefined],
    ["id", id ?? undefined],
    ...warnings.map(({ code, detail }) => ["warning", `${code}: ${detail}`] as const),
  ];
}

function members(object: Readonly<Record<string, unknown>> | null): string | undefined {
  return object === null ? undefined : JSON.stringify(object);
}
