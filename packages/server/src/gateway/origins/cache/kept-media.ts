import type { OriginMedia } from "../origin.ts";

/** A segment in memory: a whole file, or the part of one that was asked for by a range. */
export interface KeptMedia
  extends Readonly<Pick<OriginMedia, "status" | "contentType" | "contentRange" | "etag" | "lastModified">> {
  readonly bytes: Buffer;
  /** Until then it is given out without a question to the origin; Unix milliseconds. */
  freshUntilMilliseconds: number;
  /** Answers that are not sent yet: so long its bytes count, in the cache or not. */
  holders: number;
  /** Called when the last of them is. */
  whenIdle: (() => void) | undefined;
}

/** Says that an answer with its bytes takes time; the result, called once, that it is over. */
export function holdMedia(media: KeptMedia): () => void {
  media.holders += 1;
  return () => {
    media.holders -= 1;
    if (media.holders > 0) return;
    media.whenIdle?.();
    media.whenIdle = undefined;
  };
}
