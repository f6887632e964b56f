import { Definitions, rewriteDefinition } from "./hls-definitions.ts";
import { attributeValue, readAttributes, readLines, tagName, uriBounds } from "./hls-lines.ts";
import { isDecided } from "./hls-variables.ts";
import { isOurs, placeUri } from "./locate.ts";
import type { RewriteContext, RewriteMode } from "./manifest.ts";
import { manifestBase, type OwnBase, type Site, siteOf } from "./site.ts";

/** Attributes that hold a URI, in known and unknown tags alike (RFC 8216bis section 4.4 and appendix D). */
const URI_ATTRIBUTES: ReadonlySet<string> = new Set(["URI", "SERVER-URI", "X-ASSET-URI", "X-ASSET-LIST"]);

/** What one rewrite carries through the lines. */
interface Rewriting {
  readonly site: Site;
  readonly base: OwnBase;
  readonly mode: RewriteMode;
  readonly definitions: Definitions;
}

/** Moves the URIs of a playlist under the session; every other byte stays. */
export function rewritePlaylist(text: string, context: RewriteContext): string {
  const rewriting: Rewriting = {
    site: siteOf(context),
    base: manifestBase(context),
    mode: context.mode,
    definitions: new Definitions(text.length),
  };
  let output = "";
  for (const line of readLines(text)) {
    const rewritten = rewriteLine(line.text, rewriting);
    if (rewritten !== undefined) output += rewritten + line.lineBreak;
  }
  return output;
}

/** Undefined: the line goes. */
function rewriteLine(line: string, rewriting: Rewriting): string | undefined {
  switch (tagName(line)) {
    case undefined:
      return rewriteUriLine(line, rewriting);
    case "EXTINF":
      // The text after a duration is a title for people, whatever it looks like.
      return line;
    case "EXT-X-DEFINE":
      return rewriteDefinition(line, rewriting.definitions, rewriting);
    case "EXT-X-CONTENT-STEERING":
      return isSteeredByUs(line, rewriting) ? rewriteAttributes(line, rewriting) : undefined;
    default:
      return rewriteAttributes(line, rewriting);
  }
}

function rewriteUriLine(line: string, rewriting: Rewriting): string {
  const bounds = uriBounds(line);
  if (bounds === undefined) return line;
  const { start, end } = bounds;
  return line.slice(0, start) + place(line.slice(start, end), rewriting) + line.slice(end);
}

function rewriteAttributes(line: string, rewriting: Rewriting): string {
  let output = "";
  let done = 0;
  for (const { name, value, start, end, lacksQuote } of readAttributes(line)) {
    if (!URI_ATTRIBUTES.has(name)) continue;
    // Closed, so that there is one way to read it.
    output += line.slice(done, start) + place(value, rewriting) + (lacksQuote ? '"' : "");
    done = end;
  }
  return output + line.slice(done);
}

function place(uri: string, { site, base, mode, definitions }: Rewriting): string {
  if (uri === "") return uri;
  if (isDecided(uri, site)) return placeUri(uri, base, site, mode);
  const known = definitions.fillIn(uri);
  if (known === undefined) return uri;
  const placed = placeUri(known, base, site, mode);
  return placed === known ? uri : placed;
}

/** A steering server names other hosts for addresses that hold the session: one that is not ours could have it sent anywhere. */
function isSteeredByUs(line: string, { site, base, definitions }: Rewriting): boolean {
  const server = attributeValue(line, "SERVER-URI") ?? "";
  const known = server.includes("{$") ? definitions.fillIn(server) : server;
  return known !== undefined && isOurs(known, base, site);
}
