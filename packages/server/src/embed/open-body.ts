import { z } from "zod";
import { playFormats } from "./play-formats.ts";

const MOST_WAYS = 8;
const way = z.string().max(16);

/** What a page sends to `POST /s`. */
export const openBody = z.strictObject({
  /** Embedding codes end with `…{TOKEN}/`; the slash is none of the token's. */
  token: z
    .string()
    .max(128 * 1024)
    .default("")
    .transform(text => text.replace(/\/$/, "")),
  /** `application/stream`; or an asset of the token's organization: an alias, the id of a stream or of a group. */
  stream: z.string().min(1).max(512),
  /** This format and no other. Left out: the first that the stream has and whose media is there. */
  format: z.enum(playFormats).optional(),
  /** What the player can play, of `hls`, `dash`, `mp4`; others are passed over. */
  formats: z.array(way).max(MOST_WAYS).optional(),
  /** `webrtc`, `hls`, `ll-hls`, `dash`, `vod`, the first to be tried first; as a list or with commas. */
  playOrder: z
    .union([z.array(way).max(MOST_WAYS), z.string().max(128)])
    .transform(order => (typeof order === "string" ? order.split(",") : order))
    .transform(order => order.map(each => each.trim().toLowerCase()))
    .optional(),
  ticket: z.string().max(512).optional(),
  /**
   * The handle of a running session that an embed code's token made: the next one is opened in its place. Where nothing is
   * renewed, `token` decides.
   */
  renews: z.string().max(512).optional(),
});

/** The same, read. */
export type OpenBody = z.infer<typeof openBody>;
