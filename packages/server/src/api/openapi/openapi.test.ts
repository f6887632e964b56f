import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { OpenAPIV3_1 } from "openapi-types";
import { beforeAll, describe, expect, test } from "vitest";
import { scopes } from "../../commands/scopes.ts";
import { eventTypes } from "../../webhooks/events.ts";
import { composeApi } from "../testing/compose-api.ts";
import { listOperations, type Operation } from "../testing/list-operations.ts";
import { methods, type OpenApiDocument } from "./document-type.ts";
import { apiTags } from "./tags.ts";

let document: OpenApiDocument;
let operations: readonly Operation[];
let routes: readonly string[];

beforeAll(async () => {
  const { server, api } = await composeApi({
    publicUrl: "https://media.example.com/sluice",
    version: "1.2.3",
  });
  document = (await api.inject("/v1/openapi.json")).json();
  operations = listOperations(document);
  routes = routesIn(api.printRoutes({ commonPrefix: false }));
  await server.close();
});

describe("the OpenAPI document", () => {
  test("needs no key, and tells of this server and no other", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.info.version).toBe("1.2.3");
    expect(document.servers).toEqual([{ url: "https://media.example.com/sluice" }]);
  });

  test("holds every route of API v1 and the metrics, and no other", () => {
    const documented = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(documented.toSorted()).toEqual(routes.toSorted());
    expect(routes).toContain("GET /metrics");
  });

  test("refers to nothing that it does not hold", () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
    const missing = [...references].filter(([, path = ""]) => memberAt(document, path) === undefined);
    expect(missing).toEqual([]);
  });

  test("holds no component that nothing refers to, but for the answers that every route shares", () => {
    const text = JSON.stringify(document);
    const schemas = Object.keys(document.components?.schemas ?? {});
    expect(schemas.filter(name => !text.includes(`"#/components/schemas/${name}"`))).toEqual([]);
    expect(schemas).toContain("TokenGrant");
    expect(schemas).not.toContain("TokenGrantInput");
  });

  test("names each operation once", () => {
    const names = operations.map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z]+$/);
  });

  test("lists every operation under a group that it explains", () => {
    const known: readonly string[] = apiTags.map(({ name }) => name);
    for (const { id, tags } of operations) {
      expect(tags, id).toHaveLength(1);
      expect(known, id).toContain(tags[0]);
    }
    expect(document.tags?.map(({ name }) => name)).toEqual(known);
  });

  test("says which right an operation needs, and that it needs a key wherever it does", () => {
    for (const { id, scope, security } of operations) {
      if (scope !== undefined) expect(scopes, id).toContain(scope);
      if (scope !== undefined) expect(security, id).toEqual([{ apiKey: [] }]);
    }
    const open = operations.filter(({ security }) => security.length === 0).map(({ id }) => id);
    expect(open.toSorted()).toEqual(["delegateToken", "readHealth", "readOpenApiDocument"]);
  });

  test("answers problems as problems, with their reference, and 204 without a body", () => {
    for (const { id, answers } of operations) {
      for (const { status, types, headers } of answers) {
        const where = `${id} ${status}`;
        if (status === 204) expect(types, where).toEqual([]);
        if (status < 400 || where === "readHealth 503") continue;
        expect(types, where).toEqual(["application/problem+json"]);
        expect(headers, where).toContain("Sluice-Ref");
      }
    }
  });

  test("tells what webhooks send, each event with all of its data and the headers of its signature", () => {
    expect(Object.keys(document.webhooks ?? {})).toEqual([...eventTypes, "webhook.test"]);
    for (const [name, item] of Object.entries(document.webhooks ?? {})) {
      const { post } = item as OpenAPIV3_1.PathItemObject;
      const text = JSON.stringify(post?.requestBody);
      expect(text, name).toContain(`"const":"${name}"`);
      expect(text, name).toContain('"additionalProperties":false');
      expect(JSON.stringify(post?.parameters), name).toContain('"webhook-signature"');
    }
  });

  test("is made of schemas that a strict validator compiles", () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addVocabulary(["components", "paths", "webhooks", "openapi", "info", "servers", "tags"]);
    ajv.addSchema({ ...document, $id: "openapi" });
    const places = schemaPlaces(document);
    expect(places.length).toBeGreaterThan(30);
    for (const place of places) expect(() => ajv.compile({ $ref: `openapi#${place}` }), place).not.toThrow();
  });
});

/** Every `METHOD /path` of a printed tree, with parameters as OpenAPI writes them. */
function routesIn(printed: string): readonly string[] {
  const path: string[] = [];
  return printed.split("\n").flatMap(line => {
    const found = /^([ │├└─]*)(\S+)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) return [];
    const [, indent = "", part = "", verbs = ""] = found;
    path.splice(indent.length / 4 - 1, path.length, part);
    const url = path
      .join("")
      .replaceAll(/:(\w+)/g, "{$1}")
      .replace("//", "/");
    if (!url.startsWith("/v1/") && url !== "/metrics") return [];
    const known = verbs.split(", ").filter(verb => methods.some(method => method.toUpperCase() === verb));
    return known.map(verb => `${verb} ${url}`);
  });
}

/** JSON pointers of every schema of a document. */
function schemaPlaces(part: unknown, place = ""): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    const here = `${place}/${encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"))}`;
    return key === "schema" || place === "/components/schemas" ? [here] : schemaPlaces(value, here);
  });
}

function memberAt(part: unknown, path: string): unknown {
  return path
    .split("/")
    .map(key => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (found, key) => (typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined),
      part,
    );
}
