import { decodeEntities } from "./xml-entities.ts";

/** An attribute; `start` and `end` bound its value, as written and without quotes, in the document. */
export interface XmlAttribute {
  /** Name with its prefix: `xlink:href`. */
  readonly name: string;
  /** Value with entities decoded. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** An element; positions are offsets in the document. */
export interface XmlElement {
  /** `mpd:` of `<mpd:Period>`, or nothing. */
  readonly prefix: string;
  /** Name without its prefix. Namespaces are not looked up: no two words of an MPD differ by namespace alone. */
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlElement[];
  /** The element's own text and CDATA, decoded, without that of its children. */
  text: string;
  /** At the start tag. */
  readonly start: number;
  /** Right after the start tag. */
  readonly contentStart: number;
  /** At the end tag; `contentStart` for an empty-element tag. */
  contentEnd: number;
  /** After the end tag. */
  end: number;
}

/** An MPD nests about eight levels; more would only serve to exhaust the stack of whoever walks the tree. */
const DEPTH_LIMIT = 64;

/** Names of the basic plane (section 2.3): what else readers take for a name differs. */
const NAME_START =
  ":A-Z_a-z\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd";
const NAME = `[${NAME_START}][${NAME_START}.0-9\\xb7\\u0300-\\u036f\\u203f\\u2040-]*`;
/** Section 2.3: no other character separates attributes, whatever a regular expression takes for blank. */
const BLANK = "[ \\t\\r\\n]";

const OPEN_TAG = new RegExp(`<(${NAME})`, "y");
const ATTRIBUTE = new RegExp(`${BLANK}+(${NAME})${BLANK}*=${BLANK}*(?:"([^"<]*)"|'([^'<]*)')`, "y");
const TAG_END = new RegExp(`${BLANK}*(/?)>`, "y");
const CLOSE_TAG = new RegExp(`</(${NAME})${BLANK}*>`, "y");
/** The control characters of C0 but for tab and line breaks, and two that are none (XML 1.0 section 2.2). */
const NOT_XML = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/u;

/**
 * Reads an XML document (XML 1.0, fifth edition) into the root element, in linear time. Undefined if it is not
 * well-formed, as far as that could make two readers see two documents, or has a DOCTYPE: its entities are how XML
 * reads files and grows without bound. Never throws.
 */
export function readXml(document: string): XmlElement | undefined {
  return NOT_XML.test(document) ? undefined : new XmlReader(document).read();
}

/** Lives for one document. Every step says whether the document is still good. */
class XmlReader {
  readonly #document: string;
  readonly #open: XmlElement[] = [];
  #root: XmlElement | undefined;
  #position = 0;

  constructor(document: string) {
    this.#document = document;
  }

  read(): XmlElement | undefined {
    if (this.#document.startsWith("\uFEFF")) this.#position = 1;
    while (this.#position < this.#document.length) if (!this.#step()) return undefined;
    return this.#open.length === 0 ? this.#root : undefined;
  }

  #step(): boolean {
    const isAt = (opening: string): boolean => this.#document.startsWith(opening, this.#position);
    if (!isAt("<")) return this.#readText();
    if (isAt("</")) return this.#readCloseTag();
    if (isAt("<?")) return this.#skipPast("?>", "<?".length);
    if (isAt("<!--")) return this.#skipPast("-->", "<!--".length);
    if (isAt("<![CDATA[")) return this.#readCdata();
    return this.#readOpenTag();
  }

  #readText(): boolean {
    const next = this.#document.indexOf("<", this.#position);
    const end = next === -1 ? this.#document.length : next;
    const text = decodeEntities(this.#document.slice(this.#position, end));
    this.#position = end;
    return text !== undefined && this.#addText(text);
  }

  #readCdata(): boolean {
    const start = this.#position + "<![CDATA[".length;
    if (!this.#skipPast("]]>", "<![CDATA[".length)) return false;
    const text = this.#document.slice(start, this.#position - "]]>".length);
    return this.#open.length > 0 && this.#addText(text);
  }

  #addText(text: string): boolean {
    const element = this.#open.at(-1);
    if (element === undefined) return /^[ \t\r\n]*$/.test(text);
    element.text += text;
    return true;
  }

  #skipPast(terminator: string, openingLength: number): boolean {
    const end = this.#document.indexOf(terminator, this.#position + openingLength);
    this.#position = end + terminator.length;
    return end !== -1;
  }

  #readOpenTag(): boolean {
    const start = this.#position;
    const qualifiedName = this.#match(OPEN_TAG)?.[1];
    const attributes = qualifiedName === undefined ? undefined : this.#readAttributes();
    const tagEnd = attributes === undefined ? undefined : this.#match(TAG_END);
    if (qualifiedName === undefined || attributes === undefined || tagEnd === undefined) return false;
    const colon = qualifiedName.indexOf(":") + 1;
    const element: XmlElement = {
      prefix: qualifiedName.slice(0, colon),
      name: qualifiedName.slice(colon),
      attributes,
      children: [],
      text: "",
      start,
      contentStart: this.#position,
      contentEnd: this.#position,
      end: this.#position,
    };
    return this.#place(element, tagEnd[1] === "/");
  }

  #place(element: XmlElement, isEmpty: boolean): boolean {
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.#root === undefined) this.#root = element;
    else return false;
    if (!isEmpty) this.#open.push(element);
    return this.#open.length <= DEPTH_LIMIT;
  }

  #readAttributes(): readonly XmlAttribute[] | undefined {
    const attributes = new Map<string, XmlAttribute>();
    for (;;) {
      const match = this.#match(ATTRIBUTE);
      if (match === undefined) return [...attributes.values()];
      const [, name = "", inDouble, inSingle] = match;
      const raw = inDouble ?? inSingle ?? "";
      const value = decodeEntities(raw);
      if (value === undefined || attributes.has(name)) return undefined;
      const end = this.#position - 1;
      attributes.set(name, { name, value, start: end - raw.length, end });
    }
  }

  #readCloseTag(): boolean {
    const start = this.#position;
    const qualifiedName = this.#match(CLOSE_TAG)?.[1];
    const element = this.#open.pop();
    if (element === undefined || qualifiedName !== element.prefix + element.name) return false;
    element.contentEnd = start;
    element.end = this.#position;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#document) ?? undefined;
    if (match !== undefined) this.#position = pattern.lastIndex;
    return match;
  }
}
