import { z } from "zod";
import { isBaseUrl } from "./base-url.ts";
import { holdsMap, noted } from "./setting-notes.ts";

const FOLDER = /^[^\0]{1,4096}$/;
const ACCEL_REDIRECT = /^(?=.{1,255}$)\/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)+$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/;
const HEADER_VALUE = /^[\x21-\x7e]([\x20-\x7e]{0,4094}[\x21-\x7e])?$/;

/** How the value of a header is shown, once it is set. */
export const SET_VALUE = "[set]" as const;

// Set by the gateway from the request itself, or meant for one connection only (RFC 9110 section 7.6.1).
const headersOfTheGateway: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "cookie",
  "expect",
  "host",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "keep-alive",
  "proxy-connection",
  "range",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const headerName = noted(
  z
    .string()
    .regex(HEADER_NAME)
    .refine(name => !headersOfTheGateway.has(name.toLowerCase()), {
      error: "is a header that the gateway itself sets",
    }),
  { allowed: "a header name that the gateway does not set itself" },
);

const headerValue = noted(
  z
    .string()
    .regex(HEADER_VALUE)
    .refine(value => value !== SET_VALUE, {
      error: "is how a value is shown that is set: give the value itself",
    }),
  { allowed: "1 to 4096 printable ASCII characters", concealed: true },
);

const headersSchema = z
  .record(headerName, headerValue)
  .refine(hasDistinctNames, { error: "names a header twice", when: holdsMap });

const SECRET_TEXT = /^[\x21-\x7e]([\x20-\x7e]{0,2046}[\x21-\x7e])?$/;
const SESSION_TOKEN = /^[\x21-\x7e]{1,4096}$/;
const BEARER = /^[A-Za-z0-9._~+/=:-]{1,2048}$/;
const USER = /^[^:\p{Cc}]{1,255}$/u;
const PASSWORD = /^[^\p{Cc}]{1,255}$/u;
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/;
/** Segments that are none of: empty, `.` and `..`. */
const PREFIX = /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\\\p{Cc}\p{Cs}]{1,512}$/u;
const REGION = /^[a-z0-9-]{1,64}$/;

/** A text that only the origin may see. */
function secret(form: RegExp, notes: { readonly description: string; readonly allowed: string }) {
  const isNew = (value: string) => value !== SET_VALUE;
  const schema = z
    .string()
    .regex(form)
    .refine(isNew, { error: "is how a value is shown that is set: give the value itself" });
  return noted(schema.optional(), { ...notes, concealed: true });
}

const originShape = {
  folder: noted(z.string().regex(FOLDER).optional(), {
    description: "Folder with the media. A relative path starts at the YAML file's folder.",
    allowed: "a path",
  }),
  accel_redirect: noted(z.string().regex(ACCEL_REDIRECT).optional(), {
    description:
      "What nginx in front calls `folder`: an `internal` location. Requests that come through `trusted_proxies` are then answered with `X-Accel-Redirect`, and nginx sends the files itself.",
    allowed: "a path with a slash at both ends: segments of A-Z a-z 0-9 . _ -, none with a dot in front",
    defaultText: "none: Sluice sends them",
  }),
  url: noted(z.stringFormat("uri", isBaseUrl).optional(), {
    description: "Address of another HTTP server with the media; the stream's path is put behind it.",
    allowed: "an http or https URL without query, fragment, user name or password (send those by headers)",
    concealed: true,
  }),
  headers: noted(headersSchema.optional(), {
    description: "Headers sent with every request to `url`. Their values are treated as secrets.",
    allowed: "a map from header names to texts",
    defaultText: "none",
    concealed: true,
  }),
  user: secret(USER, {
    description: "User name for `url`, sent with `password` as HTTP Basic.",
    allowed: "1 to 255 characters without a colon or control characters",
  }),
  password: secret(PASSWORD, {
    description: "Password of `user`.",
    allowed: "1 to 255 characters without control characters",
  }),
  bearer: secret(BEARER, {
    description:
      "Secret for `url`, sent as `Authorization: Bearer`. MediaMTX takes its `hlsCDNSecret` so, and then asks for no session of its own.",
    allowed: "1 to 2048 of A-Z a-z 0-9 . _ ~ + / = : -",
  }),
  bucket: noted(z.string().regex(BUCKET).optional(), {
    description: "Bucket with the media in a store that speaks S3. It is asked by signed requests.",
    allowed: "2 to 255 of A-Z a-z 0-9 . _ -, beginning with a letter or a digit",
  }),
  region: noted(z.string().regex(REGION).optional(), {
    description: "Region of `bucket`; it is part of each signature.",
    allowed: "1 to 64 of a-z 0-9 -",
    defaultText: "`us-east-1`",
  }),
  endpoint: noted(z.stringFormat("uri", isEndpoint).optional(), {
    description: "Address of the store of `bucket`.",
    allowed: "an http or https URL without path, query, fragment, user name or password",
    defaultText: "that of AWS in `region`",
    concealed: true,
  }),
  prefix: noted(z.string().regex(PREFIX).optional(), {
    description: "What every key in `bucket` begins with; the stream's path is put behind it and a `/`.",
    allowed: "a path without empty, `.` or `..` segments, 1 to 512 characters",
    defaultText: "none",
  }),
  path_style: noted(z.boolean().optional(), {
    description: "Whether `bucket` stands in the path of the address, or in its host name.",
    allowed: "true or false",
    defaultText: "`true` with `endpoint` or a dot in the bucket's name, else `false`",
  }),
  access_key_id: secret(SECRET_TEXT, {
    description:
      "Access key id for `bucket`. It needs the right to read objects; with the right to list them what is missing is a 404.",
    allowed: "1 to 2048 printable ASCII characters",
  }),
  secret_access_key: secret(SECRET_TEXT, {
    description: "Secret access key of `access_key_id`.",
    allowed: "1 to 2048 printable ASCII characters",
  }),
  session_token: secret(SESSION_TOKEN, {
    description: "Session token of temporary credentials; they end, and must be given again before.",
    allowed: "1 to 4096 printable ASCII characters",
  }),
  allow_private: noted(z.boolean().optional(), {
    description:
      "Whether names that `url`, its redirects or `endpoint` lead to may have private addresses. A private address that `url` or `endpoint` itself spells out needs no leave.",
    allowed: "true or false",
    defaultText: "`false`",
  }),
};

type Origin = z.output<z.ZodObject<typeof originShape>>;

/** Keys that belong to one kind of place. */
const keysOfPlace = {
  folder: ["accel_redirect"],
  url: ["headers", "user", "password", "bearer", "allow_private"],
  bucket: [
    "region",
    "endpoint",
    "prefix",
    "path_style",
    "access_key_id",
    "secret_access_key",
    "session_token",
    "allow_private",
  ],
} as const satisfies Readonly<Record<string, readonly (keyof Origin)[]>>;

type Place = keyof typeof keysOfPlace;
const PLACES: readonly Place[] = ["folder", "url", "bucket"];

/** The fields whose values are secrets of their own; those of `headers` are besides. */
export const SECRET_ORIGIN_FIELDS = [
  "user",
  "password",
  "bearer",
  "access_key_id",
  "secret_access_key",
  "session_token",
] as const satisfies readonly (keyof Origin)[];

/** An origin as the store keeps it: its secrets are elsewhere, so that rules over several keys do not hold. */
export const storedOriginSchema = z.strictObject(originShape);

/** Where an application's media comes from: exactly one of `folder`, `url` and `bucket`. */
export const originSchema = z
  .strictObject(originShape)
  .refine(origin => PLACES.filter(place => origin[place] !== undefined).length === 1, {
    error: "needs exactly one of folder, url and bucket",
    when: holdsMap,
  })
  .refine(origin => strayKeys(origin).length === 0, {
    error:
      "has keys of another kind of origin: accel_redirect belongs to folder; headers, user, password and bearer belong to url; region, endpoint, prefix, path_style and the keys to bucket; allow_private to both",
    when: holdsMap,
  })
  .refine(origin => (origin.user === undefined) === (origin.password === undefined), {
    error: "needs user and password together",
    when: holdsMap,
  })
  .refine(origin => waysToAuthorize(origin) <= 1, {
    error: "has more than one of user, bearer and a header Authorization",
    when: holdsMap,
  })
  .refine(({ bucket, ...keys }) => bucket === undefined || (keys.access_key_id && keys.secret_access_key), {
    error: "needs access_key_id and secret_access_key for the bucket",
    when: holdsMap,
  });

/** One origin after checking. */
export type OriginSettings = z.output<typeof originSchema>;

function hasDistinctNames(headers: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(headers).map(name => name.toLowerCase());
  return new Set(names).size === names.length;
}

function strayKeys(origin: Origin): readonly string[] {
  const own = new Set<string>(
    PLACES.flatMap(place => (origin[place] === undefined ? [] : keysOfPlace[place])),
  );
  const all = new Set<keyof Origin>(PLACES.flatMap(place => keysOfPlace[place]));
  return [...all].filter(key => origin[key] !== undefined && !own.has(key));
}

function waysToAuthorize({ user, bearer, headers = {} }: Origin): number {
  const hasHeader = Object.keys(headers).some(name => name.toLowerCase() === "authorization");
  return [user !== undefined, bearer !== undefined, hasHeader].filter(Boolean).length;
}

function isEndpoint(text: string): boolean {
  return isBaseUrl(text) && new URL(text).pathname === "/";
}
