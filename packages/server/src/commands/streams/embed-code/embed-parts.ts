import type { PublicUrls } from "../../../lib/public-urls.ts";

/** What an embed code is made of. */
export interface EmbedParts {
  readonly urls: PublicUrls;
  /** `application/stream`. */
  readonly stream: string;
  /** The text that stands in the code; undefined: the stream asks for none. */
  readonly token: string | undefined;
}
