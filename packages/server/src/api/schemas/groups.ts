import { z } from "zod";
import { MOST_MEMBERS_SHOWN } from "../../commands/groups/group-view.ts";
import { groupId, title } from "../../declarations/name-schemas.ts";
import { name } from "./common.ts";
import { declaredFields, namedPaging } from "./declared.ts";

const MOST_MEMBERS_SENT = 10_000;

const fields = {
  title: title.nullable().optional(),
  streams: z
    .array(name)
    .max(MOST_MEMBERS_SENT)
    .nullable()
    .optional()
    .describe(
      "All that belong to it, by name or alias; one that is in another group moves. A name that nobody has registered is registered, where its application takes any.",
    ),
};

/** `POST /v1/groups`. */
export const newGroup = z.strictObject({ id: groupId, ...fields }).meta({ id: "NewGroup" });

/** `PATCH /v1/groups/{id}`. */
export const groupPatch = z
  .strictObject(fields)
  .describe("What is left out stays; null is none.")
  .meta({ id: "GroupPatch" });

/** The query of `GET /v1/groups`. */
export const groupQuery = z.strictObject(namedPaging);

/** A set of streams under one name. */
export const group = z
  .strictObject({
    id: z.string(),
    title: z.string().nullable(),
    stream_count: z.int(),
    streams: z
      .array(z.string())
      .describe(`The first ${MOST_MEMBERS_SHOWN} by name; \`GET /v1/streams?group=\` lists all.`),
    ...declaredFields,
  })
  .meta({ id: "Group" });
