import { contentBounds } from "./blanks.ts";
import { clockAddresses } from "./dash-clocks.ts";
import { refusedElements } from "./dash-renditions.ts";
import { edgeUri } from "./edge-place.ts";
import { applyEdits, type Edit } from "./edits.ts";
import { isOurs, locate, placeUri } from "./locate.ts";
import type { RewriteContext, RewriteMode } from "./manifest.ts";
import { childrenOf, readMpd } from "./mpd.ts";
import { withParameter } from "./parameter.ts";
import { splitTail } from "./reference.ts";
import { type Base, baseAt, manifestBase, type OwnBase, type Site, siteOf } from "./site.ts";
import type { XmlAttribute, XmlElement } from "./xml.ts";
import { encodeEntities } from "./xml-entities.ts";

/** The BaseURLs in force at a place of the tree. */
interface InForce {
  readonly base: Base;
  /**
   * One of them is root-relative. Then the ones inside become so too: FFmpeg 5.1 resolves a relative BaseURL inside a
   * root-relative one against the MPD's address (measured; an absolute outer one it honours).
   */
  readonly isRooted: boolean;
}

interface OwnInForce extends InForce {
  readonly base: OwnBase;
}

/** What one rewrite carries through the tree. */
interface Rewriting {
  readonly site: Site;
  /** Where the MPD itself stands: what Location, xlink and clocks are relative to. */
  readonly document: Base;
  readonly mode: RewriteMode;
  readonly edits: Edit[];
  readonly refused: ReadonlySet<XmlElement>;
}

/** Attributes with a URI that is relative to the BaseURLs in force (ISO/IEC 23009-1 section 5.6.4). */
const MEDIA_URIS: ReadonlyMap<string, readonly string[]> = new Map([
  ["SegmentTemplate", ["media", "initialization", "index", "bitstreamSwitching"]],
  ["SegmentURL", ["media", "index"]],
  ["Initialization", ["sourceURL"]],
  ["RepresentationIndex", ["sourceURL"]],
  ["BitstreamSwitching", ["sourceURL"]],
]);

/** Children of MPD whose text is a URI relative to the MPD. */
const DOCUMENT_URIS: ReadonlySet<string> = new Set(["Location", "ContentSteering"]);

/** Beyond this many characters a BaseURL counts as the application's root: it bounds what nesting can add up to. */
const BASE_LENGTH_LIMIT = 2048;

const NOTHING_REFUSED: ReadonlySet<XmlElement> = new Set();

/** Moves the URIs of an MPD under the session. What is not well-formed or no MPD comes back as it is. */
export function rewriteMpd(text: string, context: RewriteContext): string {
  const root = readMpd(text);
  if (root === undefined) return text;
  const document = manifestBase(context);
  const refused = context.keep ? refusedElements(root, context, context.keep) : NOTHING_REFUSED;
  const rewriting: Rewriting = { site: siteOf(context), document, mode: context.mode, edits: [], refused };
  if (context.mode !== "session") insertBase(text, root, rewriting);
  visit(root, { base: document, isRooted: false }, rewriting);
  return applyEdits(text, rewriting.edits);
}

/** An MPD without BaseURL gets one for its folder under the session, after ProgramInformation (section 5.3.1.2). */
function insertBase(text: string, root: XmlElement, { document, site, edits }: Rewriting): void {
  if (childrenOf(root, "BaseURL").length > 0) return;
  const start = childrenOf(root, "ProgramInformation").at(-1)?.end ?? root.contentStart;
  const indent = /\s*/y;
  indent.lastIndex = start;
  const address = encodeEntities(placeUri("./", document, { ...site, parameter: undefined }, "bootstrap"));
  const element = `<${root.prefix}BaseURL>${address}</${root.prefix}BaseURL>`;
  edits.push({ start, end: start, text: `${indent.exec(text)?.[0] ?? ""}${element}` });
}

function visit(element: XmlElement, outer: InForce, rewriting: Rewriting): void {
  const inForce = visitBases(element, outer, rewriting);
  const names = MEDIA_URIS.get(element.name) ?? [];
  for (const attribute of element.attributes) {
    if (names.includes(attribute.name)) visitMediaUri(attribute, inForce.base, rewriting);
    else if (attribute.name.endsWith(":href")) visitDocumentUri(attribute, rewriting);
    else if (attribute.name === "useMPDUrlQuery") forbidQuery(attribute, rewriting);
  }
  if (element.name === "UTCTiming") visitClock(element, rewriting);
  for (const child of element.children) {
    if (isLeftOut(child, rewriting)) rewriting.edits.push({ start: child.start, end: child.end, text: "" });
    else if (element.name === "MPD" && DOCUMENT_URIS.has(child.name)) visitDocumentText(child, rewriting);
    else if (child.name !== "BaseURL") visit(child, inForce, rewriting);
  }
}

/**
 * Patches of an MPD hold URIs that nobody moves under the session: players that are offered none fetch the whole MPD. A
 * steering server names other hosts for addresses that hold the session: one that is not ours could have it sent anywhere.
 */
function isLeftOut(element: XmlElement, { refused, document, site }: Rewriting): boolean {
  if (element.name === "PatchLocation" || refused.has(element)) return true;
  return element.name === "ContentSteering" && !isOurs(textOf(element), document, site);
}

/** Annex I of ISO/IEC 23009-1 puts the query of the MPD's address, where the token is, behind those of segments. */
function forbidQuery(attribute: XmlAttribute, { edits }: Rewriting): void {
  if (attribute.value !== "false") edits.push({ ...attribute, text: "false" });
}

/**
 * Places the BaseURLs of an element and gives what is in force inside it. Of alternatives the one nearest to the root
 * counts, so that what stays untouched stays inside whichever of them a player takes. A foreign alternative of an own one
 * goes: URIs inside that hold the session, root-relative or by their query, would be resolved against it and take the
 * session there.
 */
function visitBases(element: XmlElement, outer: InForce, rewriting: Rewriting): InForce {
  const children = childrenOf(element, "BaseURL");
  if (children.length === 0) return outer;
  const placed = children.map(child => ({ child, base: visitBase(child, outer, rewriting) }));
  const [nearest] = placed
    .flatMap(({ base }) => (base === undefined ? [] : [base]))
    .sort((a, b) => a.base.directoryEnds.length - b.base.directoryEnds.length);
  if (nearest !== undefined) {
    for (const { child, base } of placed) {
      const mayStay = base !== undefined || edgeUri(textOf(child), rewriting.site.edges) !== undefined;
      if (!mayStay) rewriting.edits.push({ start: child.start, end: child.end, text: "" });
    }
  }
  return nearest ?? { base: "foreign", isRooted: false };
}

/** What a BaseURL puts in force; undefined if it is foreign. */
function visitBase(element: XmlElement, outer: InForce, rewriting: Rewriting): OwnInForce | undefined {
  const { site, mode, edits } = rewriting;
  // An empty BaseURL means the folder; naming the manifest itself would mislead players that join texts.
  const uri = textOf(element) || "./";
  const found = locate(uri, outer.base, site);
  if (found.where === "elsewhere") {
    visitEdgeBase(element, uri, rewriting);
    return undefined;
  }
  const destination = found.path.length > BASE_LENGTH_LIMIT ? ({ where: "moved", path: "" } as const) : found;
  const base = baseAt(destination.path);
  const stays = destination.where === "inside" && mode === "session" && !outer.isRooted;
  const moved = fileWithParameter(site.sessionRoot + destination.path, site);
  const address = moved === uri || !stays ? moved : fileWithParameter(uri, site);
  if (address !== uri) edits.push(contentEdit(element, address));
  return { base, isRooted: address === moved };
}

function visitEdgeBase(element: XmlElement, uri: string, { site, edits }: Rewriting): void {
  const address = edgeUri(uri, site.edges);
  if (address !== undefined && address !== uri) edits.push(contentEdit(element, address));
}

/** The query of a folder's address goes nowhere; that of a file, the only segment of a Representation, is asked for. */
function fileWithParameter(uri: string, { parameter }: Site): string {
  const [path] = splitTail(uri);
  return parameter === undefined || path.endsWith("/") ? uri : withParameter(uri, parameter);
}

/** Relative URIs of media stay in both modes: the BaseURLs above them lead under the session. */
function visitMediaUri(attribute: XmlAttribute, base: Base, { site, edits }: Rewriting): void {
  const address = placeUri(attribute.value, base, site, "session");
  if (address !== attribute.value) edits.push({ ...attribute, text: encodeEntities(address) });
}

function visitDocumentUri(attribute: XmlAttribute, { site, document, mode, edits }: Rewriting): void {
  if (attribute.value === "") return;
  const address = placeUri(attribute.value, document, site, mode);
  if (address !== attribute.value) edits.push({ ...attribute, text: encodeEntities(address) });
}

function visitDocumentText(element: XmlElement, { site, document, mode, edits }: Rewriting): void {
  const uri = textOf(element);
  if (uri === "") return;
  const address = placeUri(uri, document, site, mode);
  if (address !== uri) edits.push(contentEdit(element, address));
}

/** Clocks asked over HTTP take a list of addresses (section 5.8.5.7); the values of others are no addresses. */
function visitClock(element: XmlElement, { site, document, mode, edits }: Rewriting): void {
  const value = element.attributes.find(attribute => attribute.name === "value");
  if (value === undefined || clockAddresses(element) === undefined) return;
  const addresses = value.value.replace(/[^ \t\r\n]+/g, uri => placeUri(uri, document, site, mode));
  if (addresses !== value.value) edits.push({ ...value, text: encodeEntities(addresses) });
}

function textOf({ text }: XmlElement): string {
  const { start, end } = contentBounds(text);
  return text.slice(start, end);
}

function contentEdit({ prefix, name, contentStart, contentEnd, end }: XmlElement, address: string): Edit {
  const text = encodeEntities(address);
  const isEmptyTag = contentEnd === end;
  if (!isEmptyTag) return { start: contentStart, end: contentEnd, text };
  return { start: contentStart - "/>".length, end, text: `>${text}</${prefix}${name}>` };
}
