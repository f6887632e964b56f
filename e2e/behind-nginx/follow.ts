import { expect } from "vitest";
import { urisOf } from "./manifest-uris.ts";
import type { RemoteViewer } from "./remote-viewer.ts";
import type { Site } from "./site.ts";

/** One address that was asked for, and the answer's status. */
export interface Followed {
  readonly url: string;
  readonly status: number;
}

/** The address that a client makes of a reference it was given at `from`; it must be below the public URL. */
export function follow(site: Site, from: string, reference: string): string {
  expect(reference).not.toBe("");
  const url = new URL(reference, from).href;
  expect(url.startsWith(`${site.publicUrl}/`), `${url} is not below ${site.publicUrl}`).toBe(true);
  return url;
}

/** Asks for a manifest and for everything it leads to, manifests in manifests included. */
export async function walk(
  site: Site,
  viewer: RemoteViewer,
  manifestUrl: string,
): Promise<readonly Followed[]> {
  const followed: Followed[] = [];
  const waiting = [manifestUrl];
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const { status, headers, text } = await viewer.ask(url);
    followed.push({ url, status });
    const from = url;
    if (isManifest(headers["content-type"]))
      waiting.push(...urisOf(text).map(uri => follow(site, from, uri)));
  }
  return followed;
}

/** The first media playlist below an entry. */
export async function firstPlaylist(
  site: Site,
  viewer: RemoteViewer,
  entry: string,
): Promise<{ readonly url: string; readonly text: string }> {
  const variant = /^[^#\s].*$/m.exec((await viewer.ask(entry)).text)?.[0] ?? "";
  const url = follow(site, entry, variant);
  return { url, text: (await viewer.ask(url)).text };
}

function isManifest(type = ""): boolean {
  return /mpegurl|dash\+xml/.test(type);
}
