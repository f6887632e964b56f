import { seeded } from "./seed-store.ts";

interface Schema {
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
}

/** The part of an OpenAPI document that names lists. */
export interface ListingDocument {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const DAY_SECONDS = 86_400;
/** Filters with a closed set of values are asked with each; the others with one that is there, and one that is not. */
const VALUES: Readonly<Record<string, readonly (string | number)[]>> = {
  user: [seeded.user, "nobody"],
  tag: [seeded.tag, "no-tag"],
  stream: [seeded.stream, "bench/none"],
  group: [seeded.group, "no-group"],
  application: [seeded.application, "none"],
  key: [seeded.key, "sk_nobody00"],
  ip: [seeded.ip, "192.0.2.1"],
  server: ["no-server"],
  token: ["st_000000000007", "st_zzzzzzzzzzzz"],
  session: ["AAAAAAAAAAAAAAAAAAAAAA"],
  jti: ["no-jti"],
  parent: ["st_zzzzzzzzzzzz"],
  since: [Math.floor(Date.now() / 1000) - DAY_SECONDS],
  until: [Math.floor(Date.now() / 1000) - 20 * DAY_SECONDS],
  from: [Math.floor(Date.now() / 1000) - DAY_SECONDS],
  to: [Math.floor(Date.now() / 1000)],
  of: [seeded.stream],
  alias: ["no-alias"],
  actor: ["start", "sk_nobody00"],
  subject: ["nothing"],
  action: ["server.start", "nothing"],
  reason: ["token-already-used", "client-left"],
};
/** Filters that only make sense beside another. */
const BESIDE: Readonly<Record<string, string>> = { of: "by=stream" };

/** Every list of the API alone, with each of its filters, and with two that nothing fits together. */
export function listAddresses(document: ListingDocument): readonly string[] {
  return Object.entries(document.paths).flatMap(([path, { get }]) => {
    const names = (get?.parameters ?? []).filter(parameter => parameter.in === "query");
    const isList = names.some(({ name }) => name === "cursor") && !path.includes("{");
    if (!isList || path.endsWith("/export")) return [];
    const filters = names.filter(({ name }) => name !== "cursor" && name !== "limit");
    return [path, `${path}?limit=200`, ...filters.flatMap(filter => filtered(document, path, filter))];
  });
}

function filtered(
  { components }: ListingDocument,
  path: string,
  { name, schema }: Parameter,
): readonly string[] {
  const named = schema?.$ref?.split("/").at(-1);
  const values = schema?.enum ?? components?.schemas?.[named ?? ""]?.enum ?? VALUES[name];
  if (values === undefined) throw new Error(`the benchmark knows no value for ${name} of ${path}`);
  const beside = BESIDE[name] === undefined ? "" : `${BESIDE[name]}&`;
  return values.map(value => `${path}?${beside}${name}=${encodeURIComponent(String(value))}`);
}
