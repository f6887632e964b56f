/** How a `+` is read: in a form it is a blank (WHATWG URL, application/x-www-form-urlencoded), in a URL it is itself. */
export type PlusSign = "plus" | "blank";

/** Percent-decodes a text once (RFC 3986 section 2.1). One that cannot be decoded stays as it is. Never throws. */
export function decodeOnce(text: string, plusSign: PlusSign = "plus"): string {
  const spaced = plusSign === "blank" ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
