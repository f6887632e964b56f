import { openToken, Secret } from "@sluice/token";

/** The word of RFC 9246 section 2.2 for a query parameter, a path parameter and a cookie. */
export const URI_SIGNING_PACKAGE = "URISigningPackage";

/** No signed token is shorter; a look at shorter segments costs nothing. Characters. */
const SHORTEST = 40;
const PARAMETER = `;${URI_SIGNING_PACKAGE}=`;

/** True for a JWT or a CAT by its form; nothing of it is believed. */
export function isSignedToken(text: string): boolean {
  const opened = openToken(text);
  return "carries" in opened && opened.carries === "claims";
}

/** A path without the tokens that it carried. */
export interface PathWithoutTokens {
  readonly segments: readonly string[];
  readonly tokens: readonly Secret[];
}

/**
 * Takes the tokens out of a path: a first segment that is one (`/{TOKEN}/{app}/{stream}/…`, where `isName` says
 * that it is no application's name) and path parameters (`…/index.m3u8;URISigningPackage={TOKEN}`, RFC 9246 section 2.2).
 */
export function takePathTokens(
  segments: readonly string[],
  isName: (segment: string) => boolean,
): PathWithoutTokens {
  const [first = "", ...others] = segments;
  const isLed = first.length >= SHORTEST && others.length > 0 && !isName(first) && isSignedToken(first);
  const rest = isLed ? others : segments;
  const led = isLed ? [first] : [];
  if (!rest.some(segment => segment.includes(PARAMETER))) {
    return { segments: rest, tokens: led.map(text => new Secret(text)) };
  }
  const parts = rest.map(takeParameter);
  const texts = [...led, ...parts.flatMap(({ token }) => (token === "" ? [] : [token]))];
  return { segments: parts.map(({ segment }) => segment), tokens: texts.map(text => new Secret(text)) };
}

function takeParameter(segment: string): { readonly segment: string; readonly token: string } {
  const start = segment.indexOf(PARAMETER);
  if (start < 0) return { segment, token: "" };
  const from = start + PARAMETER.length;
  const next = segment.indexOf(";", from);
  const end = next < 0 ? segment.length : next;
  return { segment: segment.slice(0, start) + segment.slice(end), token: segment.slice(from, end) };
}
