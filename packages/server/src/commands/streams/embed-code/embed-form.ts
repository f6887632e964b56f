import type { PublicUrls } from "../../../lib/public-urls.ts";
import { flowplayerForm } from "./flowplayer-form.ts";
import { iframeForm } from "./iframe-form.ts";
import { nanostreamForm } from "./nanostream-form.ts";
import { sluiceForm } from "./sluice-form.ts";

/** What an embed code is made of. */
export interface EmbedParts {
  readonly urls: PublicUrls;
  /** `application/stream`. */
  readonly stream: string;
  /** The text that stands in the code; undefined: the stream asks for none. */
  readonly token: string | undefined;
}

/** Every form of an embed code: the player's own element, a frame, and the codes of other systems' players. */
export const embedForms = {
  sluice: sluiceForm,
  iframe: iframeForm,
  flowplayer: flowplayerForm,
  nanostream: nanostreamForm,
} as const satisfies Readonly<Record<string, (parts: EmbedParts) => string>>;

/** The name of a form. */
export type EmbedForm = keyof typeof embedForms;
