import { uuidFormat } from "@sluice/token";
import type { viewToken } from "../../commands/tokens/read-tokens.ts";
import type { PublicUrls } from "../../lib/public-urls.ts";

/** A token as the commands show it. */
export type ShownToken = Pick<
  Awaited<ReturnType<typeof viewToken>>,
  "id" | "status" | "expires_at" | "annotations" | "created_at" | "version" | "max_uses"
>;

/** What a token is called in an answer: by its text, where whoever asks has it, or by its public id. */
export interface NamedToken {
  readonly token: ShownToken;
  /** As the path names the asset. */
  readonly asset: string;
  /** The text that was made or sent; undefined: it is not known here, as texts are not kept. */
  readonly text: string | undefined;
}

const MILLISECONDS = 1_000;

/** The token object of TPStreams, in their order. `code` is the public id and `playback_url` null where the text is not known. */
export function tokenObject(urls: PublicUrls, { token, asset, text }: NamedToken) {
  const code = text === undefined ? undefined : (uuidFormat.open(text)?.secret ?? text);
  return {
    playback_url: code === undefined ? null : playbackUrl(urls, asset, code),
    expires_after_first_usage: token.max_uses === 1,
    code: code ?? token.id,
    status: isActive(token) ? "Active" : "Expired",
    valid_until: token.expires_at === null ? null : isoTime(token.expires_at),
    annotations: token.annotations,
  };
}

/** There are two statuses: whatever opens nothing any more, for whatever reason, has expired. */
export function isActive({ status }: Pick<ShownToken, "status">): boolean {
  return status === "active" || status === "not-yet-valid";
}

/** Unix seconds as ISO 8601, UTC. */
export function isoTime(seconds: number): string {
  return new Date(seconds * MILLISECONDS).toISOString();
}

function playbackUrl(urls: PublicUrls, asset: string, code: string): string {
  const path = asset.split("/").map(encodeURIComponent).join("/");
  return urls.to(`/embed/${path}/?access_token=${encodeURIComponent(code)}`);
}
