import type { EmbedParts } from "./embed-parts.ts";
import { flowplayerForm } from "./flowplayer-form.ts";
import { iframeForm } from "./iframe-form.ts";
import { nanostreamForm } from "./nanostream-form.ts";
import { sluiceForm } from "./sluice-form.ts";

/** Every form of an embed code: the player's own element, a frame, and the codes of other systems' players. */
export const embedForms = {
  sluice: sluiceForm,
  iframe: iframeForm,
  flowplayer: flowplayerForm,
  nanostream: nanostreamForm,
} as const satisfies Readonly<Record<string, (parts: EmbedParts) => string>>;

/** The name of a form. */
export type EmbedForm = keyof typeof embedForms;
