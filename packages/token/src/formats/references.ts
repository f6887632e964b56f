import type { ReferenceFormat } from "./format.ts";
import { isOpaqueId, opaqueFormat } from "./opaque.ts";
import { uuidFormat } from "./uuid.ts";

/** Every format whose tokens name a record. To add one: its file, and one line here. */
export const referenceFormats: readonly ReferenceFormat[] = [opaqueFormat, uuidFormat];

/** The format of a text that names a record, by its form; undefined: it is of none of them. Nothing of it is believed. */
export function referenceFormatOf(raw: string): ReferenceFormat | undefined {
  return referenceFormats.find(format => format.looksLike(raw));
}

/** The public id in the text of a token that names a record, or in an id; undefined for anything else. */
export function referenceIdOf(text: string): string | undefined {
  return isOpaqueId(text) ? text : referenceFormatOf(text)?.open(text)?.id;
}
