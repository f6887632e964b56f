import { z } from "zod";
import { mediaServerKinds } from "../../declarations/media-server.ts";
import { webEdgeKinds } from "../../declarations/web-edge.ts";
import { denyReason } from "./check.ts";
import { action } from "./common.ts";

const askedServer = z.strictObject({
  at: z.number().describe("Unix seconds, with milliseconds behind the point."),
  from: z.string().nullable().describe("The server's own address."),
  event: z
    .enum(["open", "again", "close", "manage", "notice", "malformed"])
    .describe("What it asked or told: may a client begin, go on, or use the server's own API?"),
  action: action.nullable(),
  stream: z.string().nullable().describe("As the server names it."),
  protocol: z.string().nullable(),
  allowed: z.boolean(),
  reason: denyReason.nullable(),
  ref: z.string().nullable().describe("`GET /v1/decisions/{ref}` explains a refusal."),
});

/** Servers that may ask Sluice. */
export const servers = z
  .strictObject({
    address: z.string().describe("The public URL; every path stands behind it."),
    items: z.array(
      z.strictObject({
        name: z.string(),
        kind: z.enum([...mediaServerKinds, ...webEdgeKinds]),
        door: z.enum(["hook", "edge"]).describe("`hook`: a media server; `edge`: a web server."),
        has_api: z.boolean().describe("Whether its own API is configured, to list and cut off its clients."),
        path: z.string().describe("What it asks. A media server's secret follows as one more segment."),
        secret: z
          .string()
          .nullable()
          .describe("For the owner of the data folder, through its socket, alone; null for every API key."),
        last_question: askedServer.nullable().describe("Since the start; null: it has not asked yet."),
      }),
    ),
  })
  .meta({ id: "Servers" });
