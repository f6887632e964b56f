import fc from "fast-check";
import { nastyText, nastyValue } from "./nasty-values.ts";
import { type RawBody, rawBody } from "./raw-body.ts";

/** A request before it is sent. Texts may hold marks of known values. */
export interface Draft {
  readonly method: string;
  /** Path, percent-encoded. */
  readonly target: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Sent as JSON unless `text` is given. */
  readonly json: unknown;
  /** Sent byte for byte. */
  readonly text: RawBody | undefined;
  readonly contentType: string | undefined;
  /** `good`: the administrator's key; `limited`: one for an application; else the header's value; undefined: none. */
  readonly authorization: string | undefined;
}

/** One way to break a request. */
export interface Breakage {
  readonly name: string;
  readonly change: (draft: Draft) => Draft;
}

type Change = (draft: Draft) => Draft;

const named = (name: string, changes: fc.Arbitrary<Change>): fc.Arbitrary<Breakage> =>
  changes.map(change => ({ name, change }));

const BIG_BODY_BYTES = 300 * 1024;

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "LOCK"];

const contentTypes = [
  undefined,
  "text/plain",
  "application/xml",
  "application/json; charset=utf-16",
  "application/json;;;",
  "APPLICATION/JSON",
  "application/jsonx",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "*/*",
  "",
];

const bodies: readonly RawBody[] = [
  "",
  " ",
  "{",
  '{"a":',
  "[",
  "null",
  "true",
  "1",
  '"text"',
  "[]",
  "{}",
  "1e400",
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{}}}',
  '{"a":1,"a":2}',
  "\ufeff{}",
  "[".repeat(50_000),
  `{"name":"${"x".repeat(BIG_BODY_BYTES)}"}`,
]
  .map(text => rawBody(text))
  .concat([rawBody([0xff, 0xfe, 0x7b, 0x7d]), rawBody([0x22, 0xc3, 0x28, 0x22]), rawBody(Buffer.alloc(64))]);

const paths: readonly ((target: string) => string)[] = [
  target => `${target}/`,
  target => `${target}/more`,
  target => `/${target}`,
  target => target.replace("/v1/", "/v1//"),
  target => target.replace("/v1/", "/V1/"),
  target => target.replace("/v1/", "/v2/"),
  target => target.replace("/v1/", "/v1/../v1/"),
  target => `${target}%00`,
  target => `${target}%zz`,
  target => `${target}%`,
  target => `${target}%ff%fe`,
  target => `${target}%2f..`,
  target => `${target};x=1`,
  target => `${target}${"x".repeat(1_000)}`,
  target => `${target}${"/x".repeat(300)}`,
  target => target.toUpperCase(),
];

const authorizations = [
  undefined,
  "",
  "Bearer",
  "Bearer ",
  "Bearer sk_wrong",
  "Basic YTpi",
  "bearer  sk_wrong  ",
  `Bearer ${"x".repeat(3_000)}`,
  "Bearer a b",
  "Bearer \u00ff\u00fe",
];

const headers: readonly (readonly [string, string])[] = [
  ["If-Match", "1"],
  ["If-Match", '"999999999999999999999"'],
  ["If-Match", 'W/"1"'],
  ["If-Match", "\u00ff"],
  ["If-None-Match", "*"],
  ["Idempotency-Key", ""],
  ["Idempotency-Key", "x".repeat(2_000)],
  ["Idempotency-Key", "\u00e9"],
  ["Accept", "text/html;q=1"],
  ["Accept-Encoding", "gzip;q=0, *"],
  ["X-HTTP-Method-Override", "DELETE"],
  ["X-Forwarded-For", "203.0.113.7, unknown, ::"],
  ["Range", "bytes=0-0"],
  ["Content-Encoding", "gzip"],
  ["Accept-Version", "9"],
  ["Upgrade", "websocket"],
  ["Cookie", "a=b; __proto__=1"],
  ["X-Long", "x".repeat(4_000)],
];

const withLimitedKey: Change = draft => ({ ...draft, authorization: "limited" });

/** Every way to break a request, each named for what the report says of a failure. */
export const breakages: fc.Arbitrary<Breakage> = fc.oneof(
  {
    weight: 4,
    arbitrary: named(
      "field",
      fc.tuple(fc.nat(), nastyValue).map(([index, value]) => withField(index, value)),
    ),
  },
  { weight: 2, arbitrary: named("field left out", fc.nat().map(withoutField)) },
  { weight: 2, arbitrary: named("field nobody knows", fc.tuple(nastyText, nastyValue).map(extraField)) },
  named(
    "body",
    nastyValue.map(json => draft => ({ ...draft, json })),
  ),
  named(
    "bytes",
    fc.constantFrom(...bodies).map(text => draft => ({ ...draft, text })),
  ),
  named(
    "content type",
    fc.constantFrom(...contentTypes).map(contentType => draft => ({ ...draft, contentType })),
  ),
  named(
    "method",
    fc.constantFrom(...methods).map(method => draft => ({ ...draft, method })),
  ),
  named(
    "path",
    fc.constantFrom(...paths).map(path => draft => ({ ...draft, target: path(draft.target) })),
  ),
  named(
    "part of the path",
    nastyText.map(text => draft => ({ ...draft, target: withLastPart(draft.target, text) })),
  ),
  named(
    "query",
    fc.tuple(fc.nat(), nastyText).map(([index, text]) => withQuery(index, text)),
  ),
  named(
    "query nobody knows",
    nastyText.map(text => draft => ({ ...draft, query: [...draft.query, ["no_such", text]] })),
  ),
  named(
    "query twice",
    fc.constant(draft => ({ ...draft, query: [...draft.query, ...draft.query] })),
  ),
  { weight: 2, arbitrary: named("limited key", fc.constant(withLimitedKey)) },
  named(
    "authorization",
    fc.constantFrom(...authorizations).map(authorization => draft => ({ ...draft, authorization })),
  ),
  named(
    "header",
    fc.constantFrom(...headers).map(header => draft => ({ ...draft, headers: [...draft.headers, header] })),
  ),
);

function withField(index: number, value: unknown): Change {
  return draft => {
    const fields = fieldsOf(draft.json);
    const name = fields[index % fields.length]?.[0];
    return name === undefined ? draft : { ...draft, json: { ...Object.fromEntries(fields), [name]: value } };
  };
}

function withoutField(index: number): Change {
  return draft => {
    const fields = fieldsOf(draft.json);
    return fields.length === 0
      ? draft
      : { ...draft, json: Object.fromEntries(fields.filter((_, at) => at !== index % fields.length)) };
  };
}

function extraField([name, value]: readonly [string, unknown]): Change {
  return draft => ({ ...draft, json: Object.fromEntries([...fieldsOf(draft.json), [name, value]]) });
}

function withQuery(index: number, value: string): Change {
  return ({ query, ...draft }) => {
    const at = query.length === 0 ? 0 : index % query.length;
    const name = query[at]?.[0] ?? "limit";
    return { ...draft, query: [...query.slice(0, at), [name, value], ...query.slice(at + 1)] };
  };
}

function withLastPart(target: string, text: string): string {
  return `${target.slice(0, target.lastIndexOf("/") + 1)}${encodeURIComponent(text.toWellFormed())}`;
}

function fieldsOf(json: unknown): readonly (readonly [string, unknown])[] {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? Object.entries(json) : [];
}
