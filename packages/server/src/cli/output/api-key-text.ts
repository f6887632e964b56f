import { formatDuration } from "../../lib/duration.ts";
import type { ApiKeyAnswer, IssuedApiKeyAnswer } from "../connection/api-key-answers.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { printable } from "./printable.ts";
import { timeFromNow } from "./time-text.ts";

/** A key that was made or rotated. Its text is the last line: easy to copy and to cut off. */
export function issuedApiKeyText(word: string, key: IssuedApiKeyAnswer, nowSeconds: number): string {
  return [
    `${colour.good(word)} API key ${key.id} (${printable(key.name)})`,
    columns([
      ["scopes", scopesText(key)],
      ["applications", applicationsText(key)],
      ["tokens", tokensText(key)],
      ["until", key.expires_at === null ? "it is revoked" : timeFromNow(key.expires_at, nowSeconds)],
      [
        "text before",
        key.previous_until === null
          ? undefined
          : `works until ${timeFromNow(key.previous_until, nowSeconds)}`,
      ],
    ]),
    "",
    "The key; this is shown once:",
    key.key,
  ].join("\n");
}

/** What a key may do. */
export function scopesText({ scopes }: ApiKeyAnswer): string {
  return scopes.length === 0 ? "none" : scopes.join(", ");
}

/** For which applications a key is. */
export function applicationsText({ applications }: ApiKeyAnswer): string {
  return applications?.join(", ") ?? "all";
}

/** Which tokens a key may make, if it may make any. */
export function tokensText({ actions, longest_ttl_seconds: longest }: ApiKeyAnswer): string {
  return `${actions.join(", ")}${longest === null ? "" : `, for ${formatDuration(longest)} at most`}`;
}
