import type { OriginMedia } from "../origin.ts";

/** A segment in memory: a whole file, or the part of one that was asked for by a range. */
export interface KeptMedia
  extends Readonly<Pick<OriginMedia, "status" | "contentType" | "contentRange" | "etag" | "lastModified">> {
  readonly bytes: Buffer;
  /** Until then it is given out without a question to the origin; Unix milliseconds. */
  freshUntilMilliseconds: number;
}
