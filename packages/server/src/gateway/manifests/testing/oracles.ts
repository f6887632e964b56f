import { createRequire } from "node:module";

// None of these parsers shares code with ours, and two of the three come without types.
const require = createRequire(import.meta.url);
const hlsParser: { parse(text: string): unknown; setOptions(options: object): void } = require("hls-parser");
const m3u8Parser: {
  Parser: new (options: object) => { push(text: string): void; end(): void; readonly manifest: unknown };
} = require("m3u8-parser");
const mpdParser: { parse(text: string, options: object): unknown } = require("mpd-parser");

hlsParser.setOptions({ silent: true });

/** The URIs that another program finds in a manifest; undefined: it takes it for broken. */
export type Oracle = (text: string, address: string) => readonly string[] | undefined;

/** What hls-parser finds. */
export const byHlsParser: Oracle = text => found(() => hlsParser.parse(text));

/** What m3u8-parser, the parser of Video.js, finds. */
export const byM3u8Parser: Oracle = (text, address) =>
  found(() => {
    const parser = new m3u8Parser.Parser({ uri: address });
    parser.push(text);
    parser.end();
    return parser.manifest;
  });

/** A minute after the live vectors began: it makes a list of every segment that there has been. */
const NOW = Date.parse("2026-11-21T00:01:00Z");

/** What mpd-parser, the parser of Video.js, finds, resolved as it does it. */
export const byMpdParser: Oracle = (text, address) =>
  found(() => mpdParser.parse(text, { manifestUri: address, NOW, eventHandler: () => {} }));

function found(parse: () => unknown): readonly string[] | undefined {
  try {
    const uris: string[] = [];
    gather(parse(), uris, new Set());
    return uris;
  } catch {
    return undefined;
  }
}

/** The members whose texts are addresses. */
const ADDRESS = /^(?:resolvedUri|serverUri|serverURL|uri|URI|X-ASSET-URI|X-ASSET-LIST|SERVER-URI)$/;
/** Beside a resolved address the text that it was made of stands, which is none by itself. */
const RESOLVED = "resolvedUri";

function gather(value: unknown, uris: string[], seen: Set<object>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  const isResolved = RESOLVED in value;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === "object") gather(inner, uris, seen);
    else if (typeof inner === "string" && inner !== "" && ADDRESS.test(name)) {
      if (!isResolved || name === RESOLVED) uris.push(inner);
    }
  }
}
