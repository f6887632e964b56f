import { escapeHtml } from "../../../lib/escape-html.ts";
import type { EmbedParts } from "./embed-parts.ts";

/** A frame with the player's page. It names the page around it by its origin alone, which limits of domains need. */
export function iframeForm({ urls, stream, token }: EmbedParts): string {
  const path = stream.split("/").map(encodeURIComponent).join("/");
  const query = token === undefined ? "" : `?access_token=${encodeURIComponent(token)}`;
  const attributes = {
    src: `${urls.to(`/embed/${path}`)}/${query}`,
    title: stream,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerpolicy: "origin",
    style: "display: block; width: 100%; aspect-ratio: 16 / 9; border: 0",
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escapeHtml(value)}"`);
  return `<iframe ${written.join(" ")} allowfullscreen></iframe>\n`;
}
