import { z } from "zod";
import { name, seconds } from "./common.ts";

const LONGEST_STREAM_NAME = 577;
const LONGEST_CURSOR = 2048;

/** Where a declared thing stands, and how old it is. */
export const declaredFields = {
  declared_in: z
    .string()
    .nullable()
    .describe(
      "`sluice.yaml:12:5` when the configuration file declares it: then the API does not change it (409).",
    ),
  created_at: seconds.nullable().describe("null for what the file declares and what is built in."),
  updated_at: seconds.nullable(),
  version: z.int().min(0).describe("One more with each change; 0 for what is not in the database."),
};

/** The query of lists in the order of names. */
export const namedPaging = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Items on one page, 1 to 200."),
  cursor: z.string().max(LONGEST_CURSOR).optional().describe("`next` of the page before."),
};

/** The last part of a path: a name. */
export const nameParams = z.strictObject({ name });

/** The last part of a path: the code of an organization. */
export const codeParams = z.strictObject({ code: name });

/** The last part of a path: a stream. */
export const streamParams = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(LONGEST_STREAM_NAME)
    .describe(
      "`application/id` with the slashes as `%2F` (plain ones work, too), an alias, or an id that only one stream has.",
    ),
});

/** Whether something is meant that goes further than usual. */
export const flag = z.enum(["true", "false"]).optional();
