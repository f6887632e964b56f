import type { CreatedAnswer } from "../connection/answers.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { grantRows } from "./token-rows.ts";

/** A new token. Each link, or the token where it has none, is a line of its own without indentation: easy to copy. */
export function createdText(token: CreatedAnswer, nowSeconds: number): string {
  const lines = [
    `${colour.good("Created")} ${token.kind} token ${token.id}`,
    columns(grantRows(token, nowSeconds)),
    "",
  ];
  if (token.playback_url === null)
    return [...lines, "The token; this is shown once:", token.token].join("\n");
  lines.push("Open this to play; this is shown once:", token.playback_url);
  if (token.urls.hls !== undefined) lines.push("", "The same for players that take HLS:", token.urls.hls);
  return lines.join("\n");
}
