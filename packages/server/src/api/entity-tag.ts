import { z } from "zod";

/** The request's headers of a route that changes something with a version. */
export const ifMatchHeaders = z.looseObject({
  "if-match": z
    .string()
    .regex(/^(\*|"\d{1,15}")$/, 'write the version in quotes, as the ETag has it: "3"')
    .optional()
    .describe("The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now."),
});

/** The version that the caller has read; undefined where any will do (RFC 9110 section 13.1.1). */
export function expectedVersion(headers: z.infer<typeof ifMatchHeaders>): number | undefined {
  const tag = headers["if-match"];
  return tag === undefined || tag === "*" ? undefined : Number(tag.slice(1, -1));
}

/** The `ETag` of a version. */
export function entityTag(version: number): string {
  return `"${version}"`;
}
