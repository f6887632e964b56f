import { playbackUrls } from "../../commands/tokens/playback-urls.ts";
import type { LocatedStream } from "../../registry/application.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatCall, CompatRoute } from "../compat-system.ts";
import { answerOf, askViewer } from "./ask-viewer.ts";

const url = "/api/v1/:org/assets/:asset/";

/**
 * What players ask by themselves (TPStreamsAndroidPlayer): `HEAD` with the token, whether it is good, and `GET`, where the media
 * is. Neither spends anything.
 */
export const assetRoutes: readonly CompatRoute[] = [
  {
    method: "HEAD",
    url,
    scope: "open",
    async answer(dependencies, call) {
      const asked = await askViewer(dependencies, call, "first");
      return answerOf(asked, () => ({ status: 200 }));
    },
  },
  {
    method: "GET",
    url,
    scope: "open",
    async answer(dependencies, call) {
      const asked = await askViewer(dependencies, call, "first");
      return answerOf(asked, stream => ({
        status: 200,
        json: assetObject(dependencies, call, { stream, text: asked.text }),
      }));
    },
  },
];

/** The asset as their players read it: a film under `video`, a broadcast under `live_stream`. */
function assetObject(
  { urls }: CompatDependencies,
  { params: { asset } }: CompatCall,
  { stream, text }: { readonly stream: LocatedStream; readonly text: string | undefined },
) {
  const { hls, dash } = playbackUrls(urls, stream, text ?? "");
  const address = (entry: string | undefined) => (text === undefined ? entry?.split("?")[0] : entry) ?? null;
  const media = { dash_url: address(dash), enable_drm: false };
  const isLive = stream.kind === "live";
  return {
    id: asset,
    title: stream.id,
    bytes: null,
    type: isLive ? "livestream" : "video",
    video: isLive ? null : { status: "Completed", playback_url: address(hls), ...media },
    live_stream: isLive ? { status: "Streaming", hls_url: address(hls), ...media } : null,
  };
}
