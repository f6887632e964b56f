import { isIP } from "node:net";
import { doorNames } from "@sluice/policy";
import { MAX_TOKEN_LENGTH } from "@sluice/token";
import { z } from "zod";

const LONGEST_NAME = 256;

/** A name that somebody has given: of a stream, a user, a tag, a record. */
export const name = z.string().min(1).max(LONGEST_NAME);

/** Unix seconds. */
export const seconds = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What a credential may be used for. */
export const action = z.enum(["play", "publish"]);

/** Where a request came in. */
export const door = z.enum(doorNames).meta({ id: "Door" });

/** An IPv4 or IPv6 address. */
export const address = z
  .string()
  .max(64)
  .refine(text => isIP(text) !== 0, "is no IP address");

/** The last part of a path: an id. */
export const idParams = z.strictObject({ id: name });

/** A token by its id, or by its text, which may be as long as any token. */
export const tokenParams = z.strictObject({ id: z.string().min(1).max(MAX_TOKEN_LENGTH) });

/** The query of every list. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Items on one page, 1 to 200."),
  cursor: z
    .string()
    .max(512)
    .optional()
    .describe("`next` of the page before. A page may hold fewer items than `limit` and still have a `next`."),
};

/** A page of a list, the newest first. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe("The cursor of the next page; null on the last one."),
  });
}
