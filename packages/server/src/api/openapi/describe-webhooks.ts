import type { OpenAPIV3_1 } from "openapi-types";
import { z } from "zod";
import { events, eventTypes, payloadSchema, TEST_EVENT } from "../../webhooks/events.ts";

type Operation = OpenAPIV3_1.OperationObject;

/** The headers of every delivery. */
const headers: readonly OpenAPIV3_1.ParameterObject[] = [
  ["webhook-id", "The event's id: the same in every attempt and every replay."],
  ["webhook-timestamp", "Unix seconds of this attempt."],
  ["webhook-signature", "`v1,` and base64; during a rotation two of them, with a space between."],
].map(([name = "", description = ""]) => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
}));

/** What receivers of webhooks are sent, for the document's `webhooks`. */
export function describeWebhooks(): Record<string, OpenAPIV3_1.PathItemObject> {
  const test = "`POST /v1/webhooks/{id}/test` was asked for; nobody subscribes to it.";
  const sent = eventTypes.map(type => [type, posted(operationOf(type, events[type].when))] as const);
  return Object.fromEntries([...sent, [TEST_EVENT, posted(operationOf(TEST_EVENT, test))]]);
}

function posted(operation: Operation): OpenAPIV3_1.PathItemObject {
  return Object.fromEntries([["post", operation]]);
}

function operationOf(type: Parameters<typeof payloadSchema>[0], summary: string): Operation {
  const { $schema: _, ...schema } = z.toJSONSchema(payloadSchema(type));
  return {
    tags: ["webhooks"],
    summary,
    security: [],
    parameters: [...headers],
    requestBody: { required: true, content: { "application/json": { schema: bodyOf(schema) } } },
    responses: {
      "2XX": { description: "Taken. Anything else comes again." },
      "410": { description: "Nothing more is wanted: the webhook is disabled." },
    },
  };
}

/** The schema of one library in the words of another: both mean JSON Schema 2020-12. */
function bodyOf(schema: object): OpenAPIV3_1.SchemaObject {
  return schema;
}
