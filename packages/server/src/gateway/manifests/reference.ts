/**
 * A URI reference taken apart the way the WHATWG URL parser of a browser does it, because what it would see is what
 * must not leave the session: outer blanks and control characters go, tabs and line breaks go anywhere, and in http
 * references a backslash is a slash.
 */
export type Reference = { readonly form: "other-scheme" } | Hosted | Rooted | Relative;

interface Hosted extends PathAndTail {
  readonly form: "hosted";
  /** `http:` or `https:`; undefined for `//host`. */
  readonly protocol: string | undefined;
  readonly authority: string;
}

interface Rooted extends PathAndTail {
  readonly form: "rooted";
  readonly tidy: boolean;
}

interface Relative extends PathAndTail {
  readonly form: "relative";
  readonly tidy: boolean;
}

interface PathAndTail {
  /** Undecoded path; `rooted` ones start with `/`, `hosted` ones do or are empty. */
  readonly path: string;
  /** Query and fragment with their `?` and `#`, or nothing. */
  readonly tail: string;
}

const UNTIDY = /[\p{Cc}\\]|^ | $/u;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Reads a reference (RFC 3986 section 4.1, URL Standard section 4.4). `tidy`: all parsers read it alike. */
export function readReference(uri: string): Reference {
  const tidy = !UNTIDY.test(uri);
  const text = tidy ? uri : tidied(uri);
  const protocol = SCHEME.exec(text)?.[0].toLowerCase();
  if (protocol === undefined) return readHierarchy(text, tidy);
  if (!isHttp(protocol)) return { form: "other-scheme" };
  const hierarchy = readHierarchy(text.slice(protocol.length), false);
  return hierarchy.form === "hosted" ? { ...hierarchy, protocol } : hierarchy;
}

function isHttp(protocol: string): boolean {
  return protocol === "http:" || protocol === "https:";
}

function tidied(uri: string): string {
  const stripped = withoutOuterControls(uri).replace(/[\t\n\r]/g, "");
  const protocol = SCHEME.exec(stripped)?.[0].toLowerCase();
  if (protocol !== undefined && !isHttp(protocol)) return stripped;
  const [head, tail] = splitTail(stripped);
  return head.replaceAll("\\", "/") + tail;
}

function withoutOuterControls(text: string): string {
  let start = 0;
  while (text.charCodeAt(start) <= 0x20) start += 1;
  let end = text.length;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  return text.slice(start, end);
}

function readHierarchy(text: string, tidy: boolean): Hosted | Rooted | Relative {
  const [head, tail] = splitTail(text);
  if (!head.startsWith("/")) return { form: "relative", tidy, path: head, tail };
  if (!head.startsWith("//")) return { form: "rooted", tidy, path: head, tail };
  const start = head.length - head.replace(/^\/+/, "").length;
  const slash = head.indexOf("/", start);
  const end = slash === -1 ? head.length : slash;
  const authority = head.slice(start, end);
  return { form: "hosted", protocol: undefined, authority, path: head.slice(end), tail };
}

/** A reference cut before its query or fragment. */
export function splitTail(text: string): [head: string, tail: string] {
  const end = text.search(/[?#]/);
  return end === -1 ? [text, ""] : [text.slice(0, end), text.slice(end)];
}
