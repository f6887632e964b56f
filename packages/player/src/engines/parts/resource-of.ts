/** What a WHEP endpoint has made, and the token that goes with requests to it. */
export interface Resource {
  readonly url: string;
  readonly token: string | undefined;
}

/**
 * Where `Location` leads from the URL that has answered; undefined without one. The token goes to no other origin than the
 * endpoint's own (its URL is absolute), whatever the answer says. Throws for a location that is no URL.
 */
export function resourceOf(
  { url, token }: Resource,
  location: string | null,
  answeredBy: string,
): Resource | undefined {
  if (location === null) return undefined;
  const { href, origin } = new URL(location, answeredBy);
  const isOwn = origin === new URL(url).origin;
  return { url: href, token: isOwn ? token : undefined };
}
