import type { DraftedToken } from "../commands/tokens/drafted-token.ts";
import { playbackUrls } from "../commands/tokens/playback-urls.ts";
import { viewToken } from "../commands/tokens/read-tokens.ts";
import { openedFirst } from "../commands/tokens/resolve-target.ts";
import { streamAddresses } from "../commands/tokens/stream-addresses.ts";
import type { ApiDependencies } from "./api.ts";

/** The one view that holds the token's text. */
export async function viewCreated(dependencies: ApiDependencies, { record, text }: DraftedToken) {
  const { registry, urls, mediaServers } = dependencies;
  const { action } = record;
  const token = text.expose();
  const stream = openedFirst(registry, record.organization, record.target);
  const plays = action === "play" && stream !== undefined && stream.application.origin !== undefined;
  const links = plays ? playbackUrls(urls, stream, token) : undefined;
  const addresses = stream === undefined ? {} : streamAddresses(mediaServers, stream, { action, token });
  return {
    ...(await viewToken(dependencies, record)),
    token,
    playback_url: links?.page ?? null,
    urls: { ...links, ...addresses },
  };
}
