import { z } from "zod";
import { EMBED_TOKEN_SECONDS } from "../../access/embed-token.ts";
import { type EmbedForm, embedForms } from "../../commands/streams/embed-code/embed-form.ts";
import { applicationNameForm, streamIdForm } from "../../declarations/name-schemas.ts";
import { patchShape } from "../../declarations/patch-schema.ts";
import { streamKind, streamShape } from "../../declarations/stream-schema.ts";
import { enforcementMode } from "./applications.ts";
import { name, seconds } from "./common.ts";
import { declaredFields, namedPaging } from "./declared.ts";
import { limitAnswers } from "./limits.ts";

const LONGEST_DOMAINS = 4096;

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

/** The query of `GET /v1/streams/{name}/embed-code`. */
export const embedCodeQuery = z.strictObject({
  form: z
    .enum(Object.keys(embedForms) as [EmbedForm, ...EmbedForm[]])
    .default("sluice")
    .describe(
      "`sluice`: the player's own element. `iframe`: a frame. Else the code of that system's player.",
    ),
  domains: z
    .string()
    .max(LONGEST_DOMAINS)
    .optional()
    .describe("Sites whose pages may show it, with commas: `example.com,*.example.org`. Left out: any."),
  ttl_seconds: z.coerce
    .number()
    .int()
    .min(10)
    .max(EMBED_TOKEN_SECONDS)
    .optional()
    .describe("Life of the token in the code. Left out: 48 hours, as far as the API key may."),
});

/** An embed code. */
export const embedCode = z
  .strictObject({
    stream: z.string(),
    form: z.enum(Object.keys(embedForms) as [EmbedForm, ...EmbedForm[]]),
    html: z.string().describe("For a page; it may hold a token."),
    token: z
      .enum(["none", "embedded", "yours"])
      .describe(
        "`none`: the stream asks for none. `embedded`: it is in `html`. `yours`: put one of your own in place of `<your-generated-token>`.",
      ),
    token_id: z.string().nullable().describe("By which the token in `html` is seen and revoked."),
    expires_at: seconds.nullable().describe("The end of the token in `html`."),
    renewable_until: seconds.nullable().describe("No page that shows the code plays by it beyond that."),
  })
  .meta({ id: "EmbedCode" });

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
    embed_token: z.boolean().nullable().describe("null: the application's."),
    follow_default: z.boolean(),
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
