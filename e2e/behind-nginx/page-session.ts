import type { Reply } from "../support/viewer.ts";
import type { RemoteViewer } from "./remote-viewer.ts";
import type { Site } from "./site.ts";

/** Opens a session for `demo/clip` as the player page does: by `POST /s` with the token in the body. */
export function openFromPage(
  site: Site,
  viewer: RemoteViewer,
  token: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return viewer.ask(`${site.publicUrl}/s`, {
    method: "POST",
    headers: { ...headers, origin: new URL(site.publicUrl).origin, "content-type": "application/json" },
    body: JSON.stringify({ token, stream: "demo/clip", format: "hls" }),
  });
}
