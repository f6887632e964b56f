import { createHash } from "node:crypto";
import { scriptJson } from "../../../lib/escape-html.ts";
import type { EmbedParts } from "./embed-parts.ts";

/** The module's address has two UUIDs there, workspace and player; here any two name it. */
const ANY_UUID = "00000000-0000-4000-8000-000000000000";

/** The embed code of Flowplayer OVP (docs.flowplayer.com, advanced playback tokens, step 3), with this host. */
export function flowplayerForm({ urls, stream, token }: EmbedParts): string {
  const id = `player-${elementName(stream)}`;
  const options = { src: stream, ...(token === undefined ? {} : { playback_token: token }) };
  return [
    `<div id="${id}"></div>`,
    '<script type="module">',
    `import flowplayer from ${scriptJson(urls.to(`/${ANY_UUID}/${ANY_UUID}.js`))};`,
    `flowplayer("#${id}", ${scriptJson(options)});`,
    "</script>",
    "",
  ].join("\n");
}

/** The same for a stream each time, and safe in an id and in a selector. */
function elementName(stream: string): string {
  return createHash("sha256").update(stream).digest("hex").slice(0, 12);
}
