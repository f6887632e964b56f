import swagger, { type SwaggerTransform } from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { ApiServer } from "../api.ts";
import { apiTags } from "./tags.ts";

/** What a document says about the server that it describes. */
export interface AboutServer {
  readonly publicUrl: string;
  readonly version: string;
}

const description = `JSON over HTTP. Times are Unix seconds.

Problems are \`application/problem+json\` (RFC 9457) with a \`reason\` to switch on and a \`ref\`, which is in the server's
log. Fields that are not known are refused. Lists answer \`{items, next}\`: hand \`next\` back as \`cursor\` for the next page.`;

/**
 * Collects every operation that is added in a part of the server registered after this. The document is made of them
 * by `openApiDocument`, once the server is ready.
 */
export function collectOperations(server: ApiServer, { publicUrl, version }: AboutServer): void {
  void server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Sluice API",
        version,
        description,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: publicUrl }],
      tags: apiTags.map(tag => ({ ...tag })),
      components: {
        securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "An API key: `sk_…`" } },
      },
    },
    // 3.1 has `const`; and paths are printed as they are routed, under whatever prefix the server is reached.
    convertConstToEnum: false,
    stripBasePath: false,
    hideUntagged: true,
    transform: withScope,
    transformObject: jsonSchemaTransformObject,
  });
}

const withScope: SwaggerTransform = document => {
  const { schema, url } = jsonSchemaTransform(document);
  const scope = document.route.config?.scope;
  if (scope === undefined) return { schema, url };
  const needs = `Needs the scope \`${scope}\`.`;
  const about = schema.description === undefined ? needs : `${schema.description}\n\n${needs}`;
  return { schema: { ...schema, description: about, ...{ "x-required-scope": scope } }, url };
};
