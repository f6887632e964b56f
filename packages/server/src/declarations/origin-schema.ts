import { z } from "zod";
import { isBaseUrl } from "./base-url.ts";
import { holdsMap, noted } from "./setting-notes.ts";

const FOLDER = /^[^\0]{1,4096}$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/;
const HEADER_VALUE = /^[\x21-\x7e]([\x20-\x7e]{0,4094}[\x21-\x7e])?$/;

/** How the value of a header is shown, once it is set. */
export const SET_VALUE = "[set]";

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

const originShape = {
  folder: noted(z.string().regex(FOLDER).optional(), {
    description: "Folder with the media. A relative path starts at the YAML file's folder.",
    allowed: "a path",
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
  allow_private: noted(z.boolean().optional(), {
    description:
      "Whether names that `url` or its redirects lead to may have private addresses. A private address that `url` itself spells out needs no leave.",
    allowed: "true or false",
    defaultText: "`false`",
  }),
};

/** Where an application's media comes from: exactly one of `folder` and `url`. */
export const originSchema = z
  .strictObject(originShape)
  .refine(origin => (origin.folder === undefined) !== (origin.url === undefined), {
    error: "needs either folder or url",
    when: holdsMap,
  })
  .refine(origin => origin.folder === undefined || (origin.headers ?? origin.allow_private) === undefined, {
    error: "has headers or allow_private, which belong to url",
    when: holdsMap,
  });

/** One origin after checking. */
export type OriginSettings = z.output<typeof originSchema>;

function hasDistinctNames(headers: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(headers).map(name => name.toLowerCase());
  return new Set(names).size === names.length;
}
