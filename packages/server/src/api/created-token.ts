import type { DraftedToken } from "../commands/tokens/drafted-token.ts";
import { playbackUrls } from "../commands/tokens/playback-urls.ts";
import { viewToken } from "../commands/tokens/read-tokens.ts";
import { openedFirst } from "../commands/tokens/resolve-target.ts";
import type { ApiDependencies } from "./api.ts";

/** The one view that holds the token's text. */
export async function viewCreated(dependencies: ApiDependencies, { record, text }: DraftedToken) {
  const { registry, urls } = dependencies;
  const tokenText = text.expose();
  const stream = openedFirst(registry, record.organization, record.target);
  const plays = record.action === "play" && stream !== undefined && stream.application.origin !== undefined;
  const links = plays ? playbackUrls(urls, stream, tokenText) : undefined;
  return {
    ...(await viewToken(dependencies, record)),
    token: tokenText,
    playback_url: links?.page ?? null,
    urls: links ?? {},
  };
}
