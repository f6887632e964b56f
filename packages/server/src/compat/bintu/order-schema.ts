import { normaliseDomain } from "@sluice/policy";
import { z } from "zod";

const LONGEST_NAME = 256;
const MOST_STREAMS = 100;
/** nanoStream Cloud takes no more. */
const MOST_ADDRESSES = 10;
const LONGEST_ADDRESS = 64;
const LONGEST_HOST = 253;
const LONGEST_CUST = 1024;

const name = z.string().min(1).max(LONGEST_NAME);
const seconds = z.int().min(0);

/** One address, or a list. */
const ip = z.preprocess(
  value => (typeof value === "string" ? [value] : value),
  z.array(z.string().max(LONGEST_ADDRESS)).min(1).max(MOST_ADDRESSES),
);

const domain = z
  .string()
  .max(LONGEST_HOST)
  .refine(isOneHost, "is not one host name, without scheme, port, path and wildcard");

const cust = z
  .unknown()
  .refine(
    value => JSON.stringify(value ?? null).length <= LONGEST_CUST,
    `is longer than ${LONGEST_CUST} characters`,
  );

/**
 * The body of `POST /api/v1/splay`. A member that is not known is refused: a limit that is misspelt must not be one that is
 * missing, and theirs do not say what they do.
 */
export const orderSchema = z
  .strictObject({
    groupid: name.optional(),
    streams: z.array(name).min(1).max(MOST_STREAMS).optional(),
    orgawide: z.boolean().optional(),
    exp: seconds.optional(),
    nbf: seconds.optional(),
    ip: ip.optional(),
    domain: domain.optional(),
    user: name.optional(),
    tag: name.optional(),
    cust: cust.optional(),
    revocable: z.boolean().optional(),
    forceDisconnect: z.boolean().optional(),
  })
  .refine(hasOneTarget, { error: "parameter required: exactly one of groupid, streams, and orgawide: true" });

/** What was ordered. */
export type Order = z.infer<typeof orderSchema>;

/** Forms send `orgawide: false` beside their streams: the claim of that name is read so, too. */
function hasOneTarget({
  groupid,
  streams,
  orgawide,
}: {
  groupid?: unknown;
  streams?: unknown;
  orgawide?: unknown;
}) {
  return [groupid !== undefined, streams !== undefined, orgawide === true].filter(Boolean).length === 1;
}

function isOneHost(text: string): boolean {
  return !text.includes("*") && normaliseDomain(text) !== undefined;
}
