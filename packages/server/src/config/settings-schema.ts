import { normaliseDomain } from "@sluice/policy";
import { z } from "zod";
import { isBaseUrl } from "../declarations/base-url.ts";
import { fileApplicationsSchema, fileGroupsSchema } from "../declarations/file-schema.ts";
import { HOOK_SECRETS_RULE, hookSecretsSchema } from "../declarations/hook-secret-schema.ts";
import { mediaServersSchema } from "../declarations/media-server-schema.ts";
import { noted, type SettingNotes } from "../declarations/setting-notes.ts";
import { WEB_EDGES_RULE, webEdgesSchema } from "../declarations/web-edge-schema.ts";
import { isAddressRange } from "../lib/network-address.ts";
import { HIGHEST_PORT, parseListenAddress } from "./listen-address.ts";
import { isListenHost } from "./listen-host.ts";
import { MASTER_KEY_RULE, masterKeyHex } from "./master-key.ts";
import { proxyHeadersSchema } from "./proxy-headers-schema.ts";
import { retentionSchema } from "./retention-schema.ts";

/** 64 GiB. */
const LARGEST_CACHE_MIB = 65_536;
const MOST_CALLS_PER_SECOND = 100_000;
const ADMIN_KEY = /^(?! )[\x20-\x7e]{12,256}(?<! )$/;

const isDomainPattern = (text: string) => normaliseDomain(text) !== undefined;
const isPath = (text: string) => text !== "" && !text.includes("\0");

/**
 * Every setting, in the order of the documentation: its YAML key, its rule, its default, its environment variable
 * and its flag. Loading, problems, command-line flags and docs/configuration.md all come from this table.
 */
export const settingsSchema = z.strictObject({
  host: noted(z.stringFormat("host", isListenHost).default("127.0.0.1"), {
    description: "Address to listen on. `0.0.0.0` or `::` listens on all.",
    allowed: "an IP address or a host name",
    environment: "SLUICE_HOST",
    flag: "--host <address>",
  }),
  port: noted(z.int().min(0).max(HIGHEST_PORT).default(8080), {
    description: "TCP port to listen on. 0 takes any free port; the start message names it.",
    allowed: `a whole number from 0 to ${HIGHEST_PORT}`,
    environment: "SLUICE_PORT",
    flag: "--port <number>",
  }),
  data_dir: noted(z.stringFormat("path", isPath).default("./data"), {
    description: "Folder of the database. `sluice start` makes it when it does not exist.",
    allowed: "a path",
    environment: "SLUICE_DATA_DIR",
    flag: "--data-dir <folder>",
  }),
  public_url: noted(z.stringFormat("base-url", isBaseUrl).optional(), {
    description:
      "Base of every printed URL: how the world reaches this server. Requests' Host is never used for it.",
    allowed: "an http or https URL, also with a path, without query, fragment, user name or password",
    defaultText: "`http://localhost:` and the port; `https://` with `tls_cert`",
    environment: "SLUICE_PUBLIC_URL",
    flag: "--public-url <url>",
    concealed: true,
  }),
  tls_cert: noted(z.stringFormat("path", isPath).optional(), {
    description:
      "Certificate (PEM, the chain behind it) with which every TCP listener speaks HTTPS. Read again when it changes. Needs `tls_key`.",
    allowed: "a path",
    defaultText: "none: plain HTTP",
    environment: "SLUICE_TLS_CERT",
    flag: "--tls-cert <file>",
  }),
  tls_key: noted(z.stringFormat("path", isPath).optional(), {
    description: "Private key of `tls_cert` (PEM, without a passphrase). Read again when it changes.",
    allowed: "a path",
    defaultText: "none",
    environment: "SLUICE_TLS_KEY",
    flag: "--tls-key <file>",
  }),
  trusted_proxies: noted(z.array(z.stringFormat("cidr", isAddressRange)).default([]), {
    description: "Proxies whose `X-Forwarded-For` is believed. In YAML a list or one text.",
    allowed: "address ranges such as 10.0.0.0/8 or 2001:db8::/32, or single addresses, separated by commas",
    defaultText: "none",
    environment: "SLUICE_TRUSTED_PROXIES",
    flag: "--trusted-proxies <ranges>",
  }),
  proxy_headers: noted(proxyHeadersSchema.prefault({}), {
    description:
      "Headers in which `trusted_proxies` say what claims of tokens look at. From anybody else they are not read. Have the proxy overwrite them.",
    allowed: "a map",
    defaultText: "see below",
  }),
  geo_databases: noted(z.array(z.stringFormat("path", isPath)).default([]), {
    description:
      "MMDB files that tell countries, regions, coordinates and autonomous systems of addresses, for claims of tokens. Read again when they change. In YAML a list or one text.",
    allowed: "paths of MMDB files, separated by commas",
    defaultText: "none: claims about places deny",
    environment: "SLUICE_GEO_DATABASES",
    flag: "--geo-databases <files>",
  }),
  token_redirect_hosts: noted(z.array(z.stringFormat("host", isDomainPattern)).default([]), {
    description:
      "Hosts that a token may send a refused viewer to (claim `catif`). The public address is always one.",
    allowed: "host names, `*.example.com` for all below, separated by commas",
    defaultText: "none",
    environment: "SLUICE_TOKEN_REDIRECT_HOSTS",
    flag: "--token-redirect-hosts <hosts>",
  }),
  dpop_nonce: noted(z.boolean().default(false), {
    description:
      "Whether a DPoP proof (RFC 9449) must carry a nonce of this server, which a first answer of 401 hands out.",
    allowed: "true or false",
    environment: "SLUICE_DPOP_NONCE",
    flag: "--dpop-nonce <true|false>",
  }),
  admin_listen: noted(
    z.stringFormat("listen-address", text => parseListenAddress(text) !== undefined).optional(),
    {
      description:
        "A listener of its own for the API, its docs and the metrics. The public listener then answers 404 for them (but for `GET /v1/health` and `POST /v1/delegations`), and this one answers 404 for streams and pages.",
      allowed:
        "host:port, an IPv6 address in brackets: 127.0.0.1:9090 or [::1]:9090; port 0 takes any free one",
      defaultText: "none: one listener serves all",
      environment: "SLUICE_ADMIN_LISTEN",
      flag: "--admin-listen <host:port>",
    },
  ),
  admin_key: noted(z.stringFormat("admin-key", ADMIN_KEY).optional(), {
    description:
      "The admin API key, applied again at each start; removed from here it stops working at the next one. A start that finds no key at all, or whose master key is lost, makes one and prints it once.",
    allowed:
      "12 to 256 printable ASCII characters, no space at either end (in YAML, quote a key of digits only)",
    defaultText: "made at the first start",
    environment: "SLUICE_ADMIN_KEY",
    concealed: true,
  }),
  master_key: noted(z.stringFormat("master-key", text => masterKeyHex(text) !== undefined).optional(), {
    description:
      "Encrypts keys at rest. Without it a file beside the data folder, readable by its owner only, holds one.",
    allowed: MASTER_KEY_RULE,
    defaultText: "made at the first start",
    environment: "SLUICE_MASTER_KEY",
    concealed: true,
  }),
  hook_secret: noted(hookSecretsSchema.optional(), {
    description:
      "What proves the calls of media servers that have no `secrets` of their own: the last part of the address that they ask, and OvenMediaEngine's `SecretKey`. Two at once are for a change without a gap: the first is the one that is printed.",
    allowed: `${HOOK_SECRETS_RULE}, with a comma between them`,
    defaultText: "made from the master key, another for each server",
    environment: "SLUICE_HOOK_SECRET",
    concealed: true,
  }),
  demo: noted(z.boolean().default(true), {
    description: "Whether the application `demo` exists, with the streams `demo/clip` and `demo/live`.",
    allowed: "true or false",
    environment: "SLUICE_DEMO",
    flag: "--demo <true|false>",
  }),
  log_level: noted(z.enum(["fatal", "error", "warn", "info", "debug"]).default("info"), {
    description: "How much is logged; each level includes those before it.",
    allowed: "fatal, error, warn, info or debug",
    environment: "SLUICE_LOG_LEVEL",
    flag: "--log-level <level>",
  }),
  durability: noted(z.enum(["process-crash", "power-loss"]).default("process-crash"), {
    description:
      "What spent tokens and revocations survive: the end of the process at any moment, or the loss of power too, which is slower.",
    allowed: "process-crash or power-loss",
    environment: "SLUICE_DURABILITY",
    flag: "--durability <level>",
  }),
  segment_cache_mib: noted(z.int().min(0).max(LARGEST_CACHE_MIB).default(256), {
    description:
      "Memory for segments that viewers share, in MiB. Each viewer is checked all the same. A segment of more than an eighth of it is never kept. An application has its own switch, `segment_cache`.",
    allowed: `a whole number from 0 to ${LARGEST_CACHE_MIB}; 0: nothing is kept`,
    environment: "SLUICE_SEGMENT_CACHE_MIB",
    flag: "--segment-cache-mib <number>",
  }),
  compat_calls_per_second: noted(z.int().min(1).max(MOST_CALLS_PER_SECOND).default(200), {
    description:
      "Calls that one API key may make in a second of another system's API that has a limit of rate itself (Flowplayer, Wowza Video); five times as many at once. More are answered 429.",
    allowed: `a whole number from 1 to ${MOST_CALLS_PER_SECOND}`,
    environment: "SLUICE_COMPAT_CALLS_PER_SECOND",
    flag: "--compat-calls-per-second <number>",
  }),
  retention: noted(retentionSchema.prefault({}), {
    description: "How long what is over is kept.",
    allowed: "a map",
    defaultText: "see below",
  }),
  servers: noted(mediaServersSchema.default({}), {
    description:
      "Media servers that ask Sluice, by name. A kind that none of them is of may ask, too, under the name of its kind.",
    allowed: "a map from names to media servers",
    defaultText: "each kind once, without an API",
  }),
  edges: noted(webEdgesSchema.prefault({}), {
    description: "Web servers that ask Sluice about each request, by kind.",
    allowed: WEB_EDGES_RULE,
    defaultText: "each kind, from this machine only",
  }),
  applications: noted(fileApplicationsSchema.default({}), {
    description:
      "The applications, by name. `live` (any stream, no origin) exists unless you define it yourself.",
    allowed: "a map from names to applications",
    defaultText: "`live`",
  }),
  groups: noted(fileGroupsSchema.default({}), {
    description: "Groups of streams, by id. A stream belongs to one group at most.",
    allowed: "a map from ids to groups",
    defaultText: "none",
  }),
});

/** The settings after checking and before they are named and shaped for the program. */
export type Settings = z.output<typeof settingsSchema>;

/** The one setting that is no YAML key: where the YAML file is. */
export const configFileNotes = {
  description: "The YAML file. Without it `./sluice.yaml` is read if it exists.",
  allowed: "the path of a readable YAML file",
  defaultText: "`./sluice.yaml`, if it exists",
  environment: "SLUICE_CONFIG",
  flag: "--config <file>",
} as const satisfies SettingNotes;
