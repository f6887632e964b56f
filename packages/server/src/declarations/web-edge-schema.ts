import { z } from "zod";
import { ADDRESS_RANGES_RULE, addressRangesSchema } from "./media-server-schema.ts";
import { applicationName } from "./name-schemas.ts";
import { noted } from "./setting-notes.ts";
import { type WebEdgeKind, webEdgeKinds } from "./web-edge.ts";

/** `/hls`, `/media/hls`: segments that need no escaping. */
const PREFIX = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]{1,128}){1,8}$/;

const edgeSchema = z.strictObject({
  allow: noted(addressRangesSchema.default(["127.0.0.0/8", "::1"]), {
    description: "Where its questions may come from. What they say of the client is believed.",
    allowed: ADDRESS_RANGES_RULE,
    defaultText: "this machine: `127.0.0.0/8` and `::1`",
  }),
  prefix: noted(z.string().regex(PREFIX).optional(), {
    description: "What paths begin with before `/application/stream/…`.",
    allowed: "a path such as /hls, without a slash at its end",
    defaultText: "none",
  }),
  application: noted(applicationName.optional(), {
    description: "The application of paths that name none: `/cam1/index.m3u8`.",
    allowed: "an application's name",
    defaultText: "none: the path names it",
  }),
});

/** One kind of web server after checking. */
export type WebEdgeEntry = z.output<typeof edgeSchema>;

const kind = edgeSchema.optional();
const shape: Readonly<Record<WebEdgeKind, typeof kind>> = {
  nginx: kind,
  caddy: kind,
  traefik: kind,
  envoy: kind,
  haproxy: kind,
  varnish: kind,
};

/** Web servers that ask about each request, by kind. */
export const webEdgesSchema = z.strictObject(shape);

/** What a file says about web servers, after checking. */
export type WebEdgeEntries = z.output<typeof webEdgesSchema>;

/** One web server about which nothing is said. */
export const webEdgeDefaults: WebEdgeEntry = edgeSchema.parse({});

/** The kinds, in words. */
export const WEB_EDGES_RULE = `a map from kinds to settings: ${webEdgeKinds.join(", ")}`;
