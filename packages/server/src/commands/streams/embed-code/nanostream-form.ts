import { createHash } from "node:crypto";
import { escapeHtml, scriptJson } from "../../../lib/escape-html.ts";
import type { EmbedParts } from "./embed-parts.ts";

/** The embed code of nanoStream's player (docs.nanocosmos.net, `security.jwtoken`), with this host. */
export function nanostreamForm({ urls, stream, token }: EmbedParts): string {
  const id = `player-${createHash("sha256").update(stream).digest("hex").slice(0, 12)}`;
  const security = token === undefined ? {} : { security: { jwtoken: token } };
  const configuration = { source: { group: { id: stream, ...security } } };
  return [
    `<div id="${id}"></div>`,
    `<script src="${escapeHtml(urls.to("/nanoplayer/api/release/nanoplayer.5.min.js"))}"></script>`,
    "<script>",
    `new NanoPlayer("${id}").setup(${scriptJson(configuration)});`,
    "</script>",
    "",
  ].join("\n");
}
