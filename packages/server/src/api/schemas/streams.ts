import { z } from "zod";
import { applicationNameForm, streamIdForm } from "../../declarations/name-schemas.ts";
import { patchShape } from "../../declarations/patch-schema.ts";
import { streamKind, streamShape } from "../../declarations/stream-schema.ts";
import { enforcementMode } from "./applications.ts";
import { name, seconds } from "./common.ts";
import { declaredFields, namedPaging } from "./declared.ts";
import { limitAnswers } from "./limits.ts";

const patch = patchShape(streamShape);

/** `POST /v1/streams`. */
export const newStream = z
  .strictObject({
    application: applicationNameForm,
    id: streamIdForm.describe("Its name below the application; slashes are allowed."),
    ...patch,
  })
  .describe("null is the default of a field.")
  .meta({ id: "NewStream" });

/** `PATCH /v1/streams/{name}`. */
export const streamPatch = z
  .strictObject(patch)
  .describe(
    "Fields that are left out stay, and null takes a field back to its default. Maps are merged, lists replaced.",
  )
  .meta({ id: "StreamPatch" });

/** The query of `GET /v1/streams`. */
export const streamQuery = z.strictObject({
  ...namedPaging,
  application: name.optional(),
  group: name.optional(),
  kind: streamKind().optional(),
  alias: name.optional(),
});

const mode = enforcementMode.nullable().describe("null: the application's.");

/** A registered stream. */
export const stream = z
  .strictObject({
    name: z.string().describe("`application/id`."),
    application: z.string(),
    id: z.string(),
    kind: streamKind(),
    group: z.string().nullable().describe("null: it is its own group, under its name."),
    aliases: z.array(z.string()),
    entries: z
      .strictObject({ hls: z.string().nullable(), dash: z.string().nullable(), mp4: z.string().nullable() })
      .describe("Paths below the stream's folder."),
    enforcement: z.strictObject({ publish: mode, play: mode }),
    limits: z
      .strictObject({
        ip: z.array(z.string()),
        domains: z.array(z.string()),
        not_before: seconds.nullable(),
        expires_at: seconds.nullable(),
        ...limitAnswers,
      })
      .describe("The stream's own, besides those of tokens; an empty list and null are no limit."),
    ...declaredFields,
  })
  .meta({ id: "Stream" });
