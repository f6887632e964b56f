/** URLs as they are printed: on the configured public address, never on a request's Host. */
export interface PublicUrls {
  /** The public address without a slash at its end. */
  readonly base: string;
  /** Its path without a slash at its end: `/media`, or empty. */
  readonly basePath: string;
  /** An absolute URL for a path that starts with a slash. */
  to(path: string): string;
}

export function createPublicUrls(publicUrl: string): PublicUrls {
  const base = publicUrl.replace(/\/+$/, "");
  return { base, basePath: new URL(base).pathname.replace(/\/+$/, ""), to: path => base + path };
}
