import type { OpenAPIV3_1 } from "openapi-types";

/** A description of the API in OpenAPI 3.1. */
export type OpenApiDocument = OpenAPIV3_1.Document;

/** The methods that operations are listed under, in the order of a page. */
export const methods = ["get", "post", "put", "patch", "delete"] as const;

export type Method = (typeof methods)[number];
