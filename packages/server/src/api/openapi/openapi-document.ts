import type { OpenAPI, OpenAPIV3_1 } from "openapi-types";
import type { ApiServer } from "../api.ts";
import { answerHeaders, describeAnswers, problemAnswers } from "./describe-answers.ts";
import { describeWebhooks } from "./describe-webhooks.ts";
import { methods, type OpenApiDocument } from "./document-type.ts";
import { simplifySchemas } from "./simplify-schemas.ts";
import { tidyComponents } from "./tidy-components.ts";

/** The document of all operations that `collectOperations` has seen. Only of a server that is ready. */
export function openApiDocument(server: ApiServer): OpenApiDocument {
  const collected = server.swagger();
  if (!isOpenApi31(collected)) throw new Error("the document is made as OpenAPI 3.1");
  const { openapi, info, servers, tags = [], paths = {}, components } = collected;
  const described = Object.entries(paths).map(([path, item]) => [path, describePath(collected, path, item)]);
  const used = usedTags(collected);
  return simplifySchemas(
    tidyComponents({
      openapi,
      info,
      ...(servers === undefined ? {} : { servers }),
      tags: tags.filter(tag => used.has(tag.name)),
      paths: Object.fromEntries(described),
      webhooks: describeWebhooks(),
      components: { ...components, headers: answerHeaders, responses: problemAnswers() },
    }),
  );
}

function describePath(
  { components }: OpenApiDocument,
  path: string,
  item: OpenAPIV3_1.PathItemObject = {},
): OpenAPIV3_1.PathItemObject {
  const schemas = components?.schemas ?? {};
  const operations = methods.flatMap(method => {
    const operation = item[method];
    return operation ? [[method, describeAnswers({ method, path, operation, schemas })]] : [];
  });
  return Object.fromEntries(operations);
}

function usedTags({ paths = {} }: OpenApiDocument): ReadonlySet<string> {
  const operations = Object.values(paths).flatMap(item => methods.map(method => item?.[method]));
  return new Set(operations.flatMap(operation => operation?.tags ?? []));
}

function isOpenApi31(document: OpenAPI.Document): document is OpenApiDocument {
  return "openapi" in document && document.openapi.startsWith("3.1");
}
