import type { PublicUrls } from "../../lib/public-urls.ts";
import type { LocatedStream } from "../../registry/application.ts";

/** Where a play token opens its stream. */
export interface PlaybackUrls {
  readonly page: string;
  readonly hls?: string;
  readonly dash?: string;
  readonly mp4?: string;
}

/** The URLs of one stream with the token in them; `token` is the text that is shown once. */
export function playbackUrls(urls: PublicUrls, stream: LocatedStream, token: string): PlaybackUrls {
  const address = (entry: string): string => {
    const path = `/${stream.facts.stream}${entry === "" ? "" : `/${entry}`}`;
    return `${urls.to(path.split("/").map(encodeURIComponent).join("/"))}?token=${token}`;
  };
  const { hls, dash, mp4 } = stream.entries;
  return {
    page: address(""),
    ...(hls === undefined ? {} : { hls: address(hls) }),
    ...(dash === undefined ? {} : { dash: address(dash) }),
    ...(mp4 === undefined ? {} : { mp4: address(mp4) }),
  };
}
