import { z } from "zod";
import { isAddressRange } from "../lib/network-address.ts";
import { isBaseUrl } from "./base-url.ts";
import { CLIENT_ADDRESS_RULES, isClientAddress } from "./client-address.ts";
import { HOOK_SECRETS_RULE, hookSecretsSchema } from "./hook-secret-schema.ts";
import { type ClientProtocol, mediaServerKinds } from "./media-server.ts";
import { applicationName, serverName } from "./name-schemas.ts";
import { holdsMap, noted } from "./setting-notes.ts";

/** What an API takes as user name, password or secret. */
const CREDENTIAL = /^[\x20-\x7e]{1,256}$/;
const CREDENTIAL_RULE = "1 to 256 printable ASCII characters (in YAML, quote one of digits only)";
/** Below it a server asks more often than people watch; beyond it nothing is ever asked again. */
const SHORTEST_LIFETIME_SECONDS = 10;
const LONGEST_LIFETIME_SECONDS = 86_400;

/** Addresses and networks, one or more. */
export const addressRangesSchema = z.array(z.stringFormat("cidr", isAddressRange)).min(1);

/** What a list of addresses and networks takes, in words. */
export const ADDRESS_RANGES_RULE = "a list of addresses and address ranges such as 10.0.0.0/8";

const apiSchema = z
  .strictObject({
    url: noted(z.stringFormat("uri", isBaseUrl), {
      description:
        "Its address: `http://127.0.0.1:9997`; for nginx-rtmp the folder that holds `control` and `stat`.",
      allowed: "an http or https URL without query, fragment, user name or password",
      defaultText: "required",
      concealed: true,
    }),
    username: noted(z.string().regex(CREDENTIAL).optional(), {
      description: "Who Sluice is there.",
      allowed: CREDENTIAL_RULE,
      defaultText: "none",
    }),
    password: noted(z.string().regex(CREDENTIAL).optional(), {
      description: "The password that goes with `username`.",
      allowed: CREDENTIAL_RULE,
      defaultText: "none",
      concealed: true,
    }),
    secret: noted(z.string().regex(CREDENTIAL).optional(), {
      description: "ZLMediaKit's own `secret`, or OvenMediaEngine's access token.",
      allowed: CREDENTIAL_RULE,
      defaultText: "none",
      concealed: true,
    }),
  })
  .refine(({ username, password }) => password === undefined || username !== undefined, {
    error: "has a password without a username",
    when: holdsMap,
  });

/** Whoever writes a password into one sees it printed with every token: such an address is refused, and not shown. */
function addressSchema(protocol: ClientProtocol, description: string) {
  return noted(z.stringFormat("uri", text => isClientAddress(protocol, text)).optional(), {
    description,
    allowed: CLIENT_ADDRESS_RULES[protocol],
    defaultText: "none",
    concealed: true,
  });
}

const addressesSchema = z.strictObject({
  rtmp: addressSchema("rtmp", "Where encoders and players reach it by RTMP: `rtmp://media.example`."),
  rtsp: addressSchema("rtsp", "The same by RTSP: `rtsp://media.example:8554`."),
  srt: addressSchema("srt", "The same by SRT: `srt://media.example:8890`."),
  whip: addressSchema("whip", "Where WebRTC is published: `http://media.example:8889`."),
  whep: addressSchema("whep", "Where WebRTC is played."),
});

const serverSchema = z.strictObject({
  kind: noted(z.enum(mediaServerKinds).optional(), {
    description: "Which media server it is; the word behind `/hooks/` in the address that it asks.",
    allowed: mediaServerKinds.join(", "),
    defaultText: "its name, where that is a kind",
  }),
  secrets: noted(hookSecretsSchema.optional(), {
    description:
      "What proves its calls, OvenMediaEngine's `SecretKey` among them. Two at once are for a change without a gap: the first is the one that is printed. No other server of its kind has one of them.",
    allowed: `a list of ${HOOK_SECRETS_RULE}`,
    defaultText: "`hook_secret`",
    concealed: true,
  }),
  allow: noted(addressRangesSchema.optional(), {
    description: "Where its calls may come from.",
    allowed: ADDRESS_RANGES_RULE,
    defaultText: "anywhere",
  }),
  application: noted(applicationName.default("live"), {
    description: "The application of streams that it names with one segment: `cam1`.",
    allowed: "an application's name",
  }),
  needs_publisher: noted(z.boolean().default(true), {
    description:
      "Whether a stream can be played only while someone publishes it there. `false` for a server that fetches streams by itself.",
    allowed: "true or false",
  }),
  trust_client_address: noted(z.boolean().optional(), {
    description:
      "Whether the client addresses that it tells are believed. Of OvenMediaEngine the socket's address always is; this is about its `real_ip`.",
    allowed: "true or false",
    defaultText: "`true`; `false` for srs and ome, whose HTTP clients can write theirs",
  }),
  lifetime_seconds: noted(z.int().min(SHORTEST_LIFETIME_SECONDS).max(LONGEST_LIFETIME_SECONDS).optional(), {
    description:
      "After so many seconds OvenMediaEngine cuts a session, and asks anew when it comes back. Publishers whom `api` can cut: after an hour at the earliest.",
    allowed: `whole seconds from ${SHORTEST_LIFETIME_SECONDS} to ${LONGEST_LIFETIME_SECONDS}, with kind ome`,
    defaultText: "`120`",
  }),
  api: noted(apiSchema.optional(), {
    description: "The server's own API, by which its clients are listed and cut off.",
    allowed: "a map",
    defaultText: "none",
  }),
  addresses: noted(addressesSchema.optional(), {
    description:
      "Where clients reach it: what is here is printed with each new token, as the server wants it.",
    allowed: "a map",
    defaultText: "none",
  }),
});

/** The media servers of a YAML file, by name. */
export const mediaServersSchema = z.record(serverName, serverSchema);

/** One media server after checking. */
export type MediaServerEntry = z.output<typeof serverSchema>;

/** A media server of which nothing is said. */
export const plainServer: MediaServerEntry = serverSchema.parse({});
