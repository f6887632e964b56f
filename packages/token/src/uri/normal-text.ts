const PERCENT = 0x25;
const HIGHEST_ASCII = 0x7e;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
const NUMBER_SIGN = 0x23;

/**
 * How a text stands in a request target: as it is, with percent-encodings, or not at all, as it has controls, spaces, what
 * is not ASCII, `\` or `#`.
 */
export function uriTextKind(text: string): "plain" | "encoded" | "refused" {
  let isEncoded = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= SPACE || code > HIGHEST_ASCII || code === BACKSLASH || code === NUMBER_SIGN) return "refused";
    if (code === PERCENT) isEncoded = true;
  }
  return isEncoded ? "encoded" : "plain";
}

/**
 * Percent-encodings in their normal form (RFC 3986 6.2.2.1 and 6.2.2.2): unreserved characters decoded, the digits of
 * all others in upper case. Undefined where a `%` has no two hexadecimal digits behind it.
 */
export function normalisePercent(text: string): string | undefined {
  let normal = "";
  let copied = 0;
  for (let at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at + 3)) {
    const value = hexPair(text, at + 1);
    if (value < 0) return undefined;
    normal += text.slice(copied, at) + (isUnreserved(value) ? String.fromCharCode(value) : encoded(value));
    copied = at + 3;
  }
  return normal + text.slice(copied);
}

/** `remove_dot_segments` of RFC 3986 5.2.4 for a path that begins with a slash. */
export function removeDotSegments(path: string): string {
  if (!path.includes("/.")) return path;
  const kept: string[] = [];
  const segments = path.split("/").slice(1);
  for (const segment of segments) {
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
  }
  const last = segments.at(-1);
  // A dot segment at the end leaves the slash in front of it.
  if (last === "." || last === "..") kept.push("");
  return `/${kept.join("/")}`;
}

const encoded = (value: number) =>
  String.fromCharCode(PERCENT) + value.toString(16).toUpperCase().padStart(2, "0");

function hexPair(text: string, at: number): number {
  const pair = text.slice(at, at + 2);
  return /^[0-9a-fA-F]{2}$/.test(pair) ? Number.parseInt(pair, 16) : -1;
}

function isUnreserved(code: number): boolean {
  return /[A-Za-z0-9._~-]/.test(String.fromCharCode(code));
}
