import fc from "fast-check";
import type { OpenApiDocument } from "../../packages/server/src/api/openapi/document-type.ts";
import type { Operation } from "../../packages/server/src/api/testing/list-operations.ts";
import { breakages, type Draft } from "./breakages.ts";
import { knownText } from "./known-values.ts";
import { nastyText } from "./nasty-values.ts";
import { fileBodies } from "./raw-body.ts";
import { isSchema, type Resolve, type Schema, valuesOf } from "./schema-values.ts";

/** A request that was made from an operation's description, and what was broken about it. */
export interface FuzzRequest {
  /** The operation's id, and the kind of thing that the ids in its answers belong to. */
  readonly of: { readonly id: string; readonly kind: string };
  readonly draft: Draft;
  readonly broken: readonly string[];
}

/** Requests to every operation of a document: half as it says, half broken in one or two ways. */
export function requestsTo(
  document: OpenApiDocument,
  operations: readonly Operation[],
): fc.Arbitrary<FuzzRequest> {
  const resolve: Resolve = reference => componentOf(document, reference);
  const all = operations.map(operation => ({ operation, draft: draftsOf(operation, resolve) }));
  return fc.oneof(
    ...all.map(({ operation, draft }) =>
      fc.tuple(draft, fc.array(breakages, { maxLength: 2 }), fc.boolean()).map(([whole, broken, isWhole]) => {
        const chosen = isWhole ? [] : broken;
        const changed = chosen.reduce<Draft>((one, { change }) => change(one), whole);
        return {
          of: { id: operation.id, kind: kindOf(operation) },
          draft: changed,
          broken: chosen.map(({ name }) => name),
        };
      }),
    ),
  );
}

function draftsOf({ method, path, documented }: Operation, resolve: Resolve): fc.Arbitrary<Draft> {
  const parameters = (documented.parameters ?? []).filter(parameter => "in" in parameter);
  const of = (place: string) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter(parameter => parameter.in === place)
          .map(({ name, schema }) => [
            name,
            fc.option(valuesOf(schemaOf(schema), resolve, name), { nil: undefined }),
          ]),
      ),
    );
  const [contentType, schema] = bodyOf(documented.requestBody);
  const isJson = contentType === "application/json";
  return fc
    .record({
      path: partsOf(path),
      query: of("query"),
      headers: of("header"),
      json: schema === undefined || !isJson ? fc.constant(undefined) : valuesOf(schema, resolve),
      text: isJson ? fc.constant(undefined) : fileBodies,
    })
    .map(values => ({
      method: method.toUpperCase(),
      target: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(values.path[name] ?? "")),
      query: entriesOf(values.query),
      headers: entriesOf(values.headers),
      json: values.json,
      text: values.text,
      contentType,
      authorization: "good",
    }));
}

/** The parts of a path: mostly what the server has named of the kind that stands before them. */
function partsOf(path: string): fc.Arbitrary<Readonly<Record<string, string>>> {
  const parts = [...path.matchAll(/([\w-]+)\/\{(\w+)\}/g)].map(([, kind = "", name = ""]) => [
    name,
    fc.oneof(
      { weight: 6, arbitrary: knownText(kind) },
      { weight: 1, arbitrary: knownText() },
      { weight: 1, arbitrary: nastyText },
    ),
  ]);
  return fc.record(Object.fromEntries(parts));
}

/** The last word of an operation's path. */
function kindOf({ path }: Operation): string {
  return (
    path
      .replaceAll(/\/\{\w+\}/g, "")
      .split("/")
      .at(-1) ?? ""
  );
}

/** Each value that is given, as a text. */
function entriesOf(values: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === "string" ? value : JSON.stringify(value)] as const],
  );
}

/** Percent-encoded, whatever it is; the mark of a known value is filled in later. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** The type of a body and its schema; JSON without one where there is no body. */
function bodyOf(body: Operation["documented"]["requestBody"]): readonly [type: string, schema?: Schema] {
  const [documented] = Object.entries(body !== undefined && "content" in body ? body.content : {});
  if (documented === undefined) return ["application/json"];
  const [type, { schema }] = documented;
  return [type, schemaOf(schema)];
}

function schemaOf(schema: unknown): Schema {
  return isSchema(schema) ? schema : {};
}

function componentOf({ components }: OpenApiDocument, reference: string): Schema {
  const name = reference.split("/").at(-1) ?? "";
  const found: unknown = components?.schemas?.[name];
  if (!isSchema(found)) throw new Error(`${reference} leads nowhere`);
  return found;
}
