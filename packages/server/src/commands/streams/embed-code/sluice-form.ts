import { escapeHtml } from "../../../lib/escape-html.ts";
import type { EmbedParts } from "./embed-parts.ts";

/** Our own player as an element: no script of the page's own, so that a strict Content-Security-Policy needs the host alone. */
export function sluiceForm({ urls, stream, token }: EmbedParts): string {
  const attributes = [["stream", stream], ...(token === undefined ? [] : [["token", token]])];
  const written = attributes.map(([name, value = ""]) => `${name}="${escapeHtml(value)}"`).join(" ");
  return [
    `<script src="${escapeHtml(urls.to("/player.js"))}"></script>`,
    `<sluice-player ${written}></sluice-player>`,
    "",
  ].join("\n");
}
