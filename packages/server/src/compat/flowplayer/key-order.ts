import { z } from "zod";
import type { Actor } from "../../commands/actor.ts";
import type { TokenKeyGrant } from "../../commands/token-keys/token-key-grant.ts";
import { membersOf } from "../members-of.ts";

const name = z
  .string({ error: ({ input }) => (input === undefined ? "can't be blank" : "must be a text") })
  .trim()
  .min(1, "can't be blank")
  .max(256);

/** What a new key is to be. `text`: the key is the value's characters; `hex`, ours: it is the bytes they spell. */
const order = z.object(
  {
    name,
    value_encoding: z.enum(["text", "hex"], { error: "is text or hex" }).default("text"),
    isWrapped: z.boolean(),
  },
  { error: "must be an object" },
);

/** The body of a new key, alone as in the samples or inside `playback_token_key` as in Wowza's schema. */
export const keyOrder = z.preprocess(unwrapped, order);

function unwrapped(body: unknown): unknown {
  const own = membersOf(body);
  const inner = membersOf(own?.["playback_token_key"]);
  return inner ? { ...inner, isWrapped: true } : own && { ...own, isWrapped: false };
}

/** A key's name, and how its value is to be read. */
export type KeyOrder = Pick<z.infer<typeof order>, "name" | "value_encoding">;

/**
 * What the key may vouch for: playing, for whoever its tokens say they are meant for, and no more than the API key itself
 * hands out. Its tokens may be written by the libraries that are about, whose older forms differ from the standard.
 */
export function keyGrant(
  { name: called, value_encoding }: KeyOrder,
  actor: Actor,
  kid: string,
): TokenKeyGrant {
  return {
    name: called,
    kid,
    algorithm: "HS256",
    value_encoding,
    // Its value is outside as soon as it is made: what API v1 signs is not to hang on it.
    default: false,
    audiences: ["*"],
    readings: { hex_payload: true, tagged_maps: true, standard_base64: true },
    caps: {
      actions: ["play"],
      applications: actor.applications,
      longest_ttl_seconds: actor.longestTtlSeconds,
    },
  };
}
