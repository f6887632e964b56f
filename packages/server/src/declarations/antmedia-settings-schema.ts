import { z } from "zod";
import { isAddressRange } from "../lib/network-address.ts";
import { SET_VALUE } from "./origin-schema.ts";
import { noted } from "./setting-notes.ts";

/** Characters; HS256 keys have 256 bits (RFC 7518 section 3.2). */
const SHORTEST_JWT_SECRET = 32;
const LONGEST_SECRET = 256;
/** Seconds. Theirs is 60, and 10 the least they take. */
const SHORTEST_PERIOD_SECONDS = 10;
const LONGEST_PERIOD_SECONDS = 86_400;
const LONGEST_CIDR_LIST = 4096;

/** The settings that are secrets: sealed in the database, and never shown. */
export const SECRET_ANTMEDIA_SETTINGS = [
  "jwtSecretKey",
  "jwtStreamSecretKey",
  "timeTokenSecretForPublish",
  "timeTokenSecretForPlay",
  "tokenHashSecret",
] as const;

/** Addresses and networks of a text with commas, as Ant Media writes them. */
export function networksOf(text: string): readonly string[] {
  return text
    .split(",")
    .map(entry => entry.trim())
    .filter(entry => entry !== "");
}

function cidrs(description: string, defaultText: string) {
  const schema = z
    .string()
    .max(LONGEST_CIDR_LIST)
    .refine(text => networksOf(text).every(isAddressRange), { error: "holds something that is no network" })
    .refine(text => networksOf(text).every(network => !network.endsWith("/0")), {
      error: "holds a network of all addresses: write those that are meant",
    });
  return noted(schema.optional(), {
    description,
    allowed:
      "a text of addresses and networks with commas between them: `127.0.0.1,10.0.0.0/8`; none ends in /0",
    defaultText,
  });
}

function secret(shortest: number, description: string) {
  const form = new RegExp(`^$|^[\\x20-\\x7e]{${shortest},${LONGEST_SECRET}}$`);
  const schema = z
    .string()
    .regex(form)
    .refine(value => value !== SET_VALUE, {
      error: "is how a value is shown that is set: give the value itself",
    });
  return noted(schema.optional(), {
    description,
    allowed: `${shortest} to ${LONGEST_SECRET} printable ASCII characters; empty: none`,
    defaultText: "none",
    concealed: true,
  });
}

function flag(description: string, defaultText = "`false`") {
  return noted(z.boolean().optional(), { description, allowed: "true or false", defaultText });
}

const asksFor = (what: string, who: string, own: string) =>
  flag(`${what} are asked of ${who}; what is refused is said in its words. On: \`${own}\` is \`enforce\`.`);

/** The settings of an application by the names that Ant Media Server has for them. */
export const antmediaSettingsSchema = z.strictObject({
  remoteAllowedCIDR: cidrs(
    "Addresses that may call `/<application>/rest/` without an API key. Requests that were forwarded never may.",
    "none",
  ),
  ipFilterEnabled: flag(
    "Whether a call without an API key must come from `remoteAllowedCIDR`. With this and `jwtControlEnabled` both are needed; with neither, an API key.",
    "`true`",
  ),
  jwtControlEnabled: flag("Whether a JWT signed with `jwtSecretKey` may stand in the place of an API key."),
  jwtSecretKey: secret(SHORTEST_JWT_SECRET, "HS256 secret of JWTs for `/<application>/rest/`."),
  publishTokenControlEnabled: flag(
    "Whether publishers need a token: `enforcement.publish` in Ant Media's words.",
    "as `enforcement.publish`",
  ),
  playTokenControlEnabled: flag(
    "Whether players need a token: `enforcement.play` in Ant Media's words.",
    "as `enforcement.play`",
  ),
  publishJwtControlEnabled: asksFor("JWTs", "publishers", "enforcement.publish"),
  playJwtControlEnabled: asksFor("JWTs", "players", "enforcement.play"),
  jwtStreamSecretKey: secret(
    SHORTEST_JWT_SECRET,
    "HS256 secret of stream JWTs with the claims `streamId`, `type` and `exp`: a token key of this application.",
  ),
  enableTimeTokenForPublish: asksFor("Codes of subscribers (TOTP)", "publishers", "enforcement.publish"),
  enableTimeTokenForPlay: asksFor("Codes of subscribers (TOTP)", "players", "enforcement.play"),
  timeTokenSecretForPublish: secret(1, "Secret of codes for publishers without a secret of their own."),
  timeTokenSecretForPlay: secret(1, "Secret of codes for players without a secret of their own."),
  timeTokenPeriod: noted(z.int().min(SHORTEST_PERIOD_SECONDS).max(LONGEST_PERIOD_SECONDS).optional(), {
    description: "For so long a code of a subscriber stands, in seconds.",
    allowed: `whole seconds from ${SHORTEST_PERIOD_SECONDS} to ${LONGEST_PERIOD_SECONDS}`,
    defaultText: "`60`",
  }),
  hashControlPublishEnabled: asksFor("Hashes", "publishers", "enforcement.publish"),
  hashControlPlayEnabled: asksFor("Hashes", "players", "enforcement.play"),
  tokenHashSecret: secret(1, "Secret of hash tokens: SHA-256 of stream, `publish` or `play`, and this."),
  acceptOnlyStreamsInDataStore: flag(
    "Whether only registered streams exist: `registered_only` in Ant Media's words.",
    "as `registered_only`",
  ),
  allowedPublisherCIDR: cidrs("Addresses that may publish, with a good token.", "any"),
  writeSubscriberEventsToDatastore: flag("Whether it is kept when subscribers connect and disconnect."),
});

/** Those settings after checking. */
export type AntmediaSettings = z.output<typeof antmediaSettingsSchema>;

/** The name of a setting that is a secret. */
export type SecretAntmediaSetting = (typeof SECRET_ANTMEDIA_SETTINGS)[number];
