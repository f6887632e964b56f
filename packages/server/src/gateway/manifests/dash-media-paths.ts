import { attributeOf, childrenOf } from "./mpd.ts";
import type { XmlElement } from "./xml.ts";

/** Stands for a number, a time or a part of a number. */
const VARYING = "*";

/** What a template's identifiers are, as far as a Representation says so itself. */
export type Known = Readonly<Partial<Record<string, string>>>;

/**
 * The URIs of a Representation's media and of its initialization, relative to the BaseURLs in force (ISO/IEC 23009-1
 * section 5.3.9); `line` leads from its Period to it. An empty one is the BaseURL itself.
 */
export function mediaUris(line: readonly XmlElement[], known: Known): readonly string[] {
  const nearestFirst = [...line].reverse();
  const templates = nearestFirst.flatMap(element => childrenOf(element, "SegmentTemplate"));
  const lists = nearestFirst.flatMap(element => childrenOf(element, "SegmentList"));
  const said = ["media", "initialization", "index"].flatMap(
    name => templates.map(template => attributeOf(template, name)).find(uri => uri !== undefined) ?? [],
  );
  const listed = lists.flatMap(list => [
    ...childrenOf(list, "Initialization").map(element => attributeOf(element, "sourceURL")),
    ...childrenOf(list, "SegmentURL").map(element => attributeOf(element, "media")),
  ]);
  const uris = [...said.map(uri => fillIn(uri, known)), ...listed.filter(uri => uri !== undefined)];
  return uris.length > 0 ? uris : [""];
}

/** Section 5.3.9.4.4; `$$` is a dollar sign. */
function fillIn(template: string, known: Known): string {
  return template.replace(/\$([A-Za-z]*)(?:%0\d{1,3}d)?\$/g, (_, name: string) =>
    name === "" ? "$" : encodeURI(known[name] ?? VARYING),
  );
}
