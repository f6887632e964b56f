import type { OpenAPIV3_1 } from "openapi-types";
import type { OpenApiDocument } from "../../packages/server/src/api/openapi/document-type.ts";
import type { Operation } from "../../packages/server/src/api/testing/list-operations.ts";
import type { Names } from "./names.ts";
import { foreignCase, type OperationWalk } from "./operation-walk.ts";

/** Parameters and fields that name nothing of anybody's: whoever adds another one says so here, or walks with it. */
const NAMELESS: ReadonlySet<string> = new Set([
  // Of lists.
  ...["limit", "since", "until", "status", "allowed", "reason", "kind", "action", "door", "event"],
  ...["step", "by", "from", "to", "force", "if-match"],
  // A media server is the installation's.
  "server",
  // Of tokens.
  ...["not_before", "expires_at", "ttl_seconds", "max_uses", "max_sessions", "ip", "domains", "annotations"],
  ...["max_watch_minutes", "max_bytes", "bind", "countries", "asns", "rules", "hours", "max_height"],
  ...["renditions", "download", "disconnect_at_expiry", "profile", "claims", "delegation"],
  // Of questions and orders.
  ...["dry_run", "permanent", "selector.all", "selector.issued_before"],
  ...["at", "consume", "method", "origin", "url", "user_agent", "headers", "context"],
  // Of what is declared.
  ...["title", "default_ttl", "enforcement", "grace", "registered_only", "sessions", "entries", "limits"],
  ...["carriage", "edge_urls", "segment_cache", "embed_token", "follow_default", "antmedia"],
  // Of embed codes.
  "form",
  // Of keys and webhooks; a name is for people, and two may have the same.
  ...["scopes", "actions", "longest_ttl_seconds", "overlap_seconds", "name", "events", "description"],
  ...["enabled", "allow_private"],
  // Of token keys: what a key is, and what its tokens must say.
  ...["algorithm", "import", "jwks_url", "state", "activates_at", "verify_only_at", "retires_at", "default"],
  ...["issuer", "audiences", "claim_map", "label_profile", "readings", "forget"],
  "value_encoding",
]);

type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;

/** Names with which one request of each case can be looked at. */
interface Pair {
  readonly theirs: Names;
  readonly own: Names;
}

/** What of an operation's parameters and body could name something of somebody else's and is in no case of its walk. */
export function uncoveredFields(
  document: OpenApiDocument,
  { documented }: Operation,
  walk: OperationWalk,
  { theirs, own }: Pair,
): readonly string[] {
  const makers = [
    ...Object.values(walk.foreign ?? {}).map(short => foreignCase(short).request),
    ...Object.values(walk.claims ?? {}),
  ];
  const walked = new Set(makers.flatMap(make => fieldsOf(make(theirs, own))));
  const parameters = (documented.parameters ?? []).flatMap(parameter =>
    "name" in parameter ? [parameter.name] : [],
  );
  const body = propertiesOf(document, bodySchema(documented.requestBody));
  return [...parameters, ...body].filter(field => !NAMELESS.has(field) && !walked.has(field));
}

function fieldsOf({ path = {}, query = {}, headers = {}, body }: ReturnType<ReturnType<typeof requestOf>>) {
  return [...Object.keys(path), ...Object.keys(query), ...Object.keys(headers), ...bodyFields(body)];
}

const requestOf = (short: Parameters<typeof foreignCase>[0]) => foreignCase(short).request;

function bodyFields(body: unknown): readonly string[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    name === "selector" && typeof value === "object" && value !== null
      ? [name, ...Object.keys(value).map(inner => `selector.${inner}`)]
      : [name],
  );
}

function bodySchema(body: Operation["documented"]["requestBody"]): Schema | undefined {
  return body && "content" in body ? body.content["application/json"]?.schema : undefined;
}

/** The names of a body's fields; those of a selector one by one. */
function propertiesOf(document: OpenApiDocument, schema: Schema | undefined): readonly string[] {
  const { properties = {} } = resolved(document, schema);
  return Object.entries(properties).flatMap(([name, inner]) =>
    name === "selector" ? propertiesOf(document, inner).map(field => `selector.${field}`) : [name],
  );
}

function resolved(document: OpenApiDocument, schema: Schema | undefined): OpenAPIV3_1.SchemaObject {
  if (schema === undefined) return {};
  if (!("$ref" in schema)) return schema;
  return resolved(document, document.components?.schemas?.[schema.$ref?.split("/").at(-1) ?? ""]);
}
