import { resolve } from "node:path";
import { normaliseDomain } from "@sluice/policy";
import { Secret } from "@sluice/token";
import { normalizeBaseUrl } from "../declarations/base-url.ts";
import { buildFile } from "../declarations/build-file.ts";
import { buildMediaServers } from "../declarations/build-media-servers.ts";
import { buildWebEdges } from "../declarations/build-web-edges.ts";
import type { Config, ProxyHeaderConfig } from "./config.ts";
import { parseListenAddress } from "./listen-address.ts";
import { localUrl } from "./local-url.ts";
import { masterKeyHex } from "./master-key.ts";
import type { ProxyHeaderSettings } from "./proxy-headers-schema.ts";
import { daysOf } from "./retention-schema.ts";
import type { Settings } from "./settings-schema.ts";

/** Where things are: folders that relative paths start from (all absolute), and the places of the YAML file's keys. */
export interface ConfigPlaces {
  /** For `data_dir`. */
  readonly dataDirBase: string;
  /** For `geo_databases`. */
  readonly geoDatabasesBase: string;
  /** For `tls_cert` and for `tls_key`. */
  readonly tlsCertBase: string;
  readonly tlsKeyBase: string;
  /** For paths in the YAML file. */
  readonly yamlFolder: string;
  /** The YAML file itself, if there is one. */
  readonly configFile: string | undefined;
  /** `sluice.yaml:12:5`, the place of a key. */
  placeOf(path: readonly PropertyKey[]): string;
}

/** The checked settings as the program uses them: named, in units, with absolute paths, frozen. */
export function buildConfig(settings: Settings, places: ConfigPlaces): Config {
  return deepFreeze({
    host: settings.host,
    port: settings.port,
    dataDir: resolve(places.dataDirBase, settings.data_dir),
    configFile: places.configFile,
    publicUrl: publicUrlOf(settings),
    tlsCert: pathFrom(places.tlsCertBase, settings.tls_cert),
    tlsKey: pathFrom(places.tlsKeyBase, settings.tls_key),
    trustedProxies: settings.trusted_proxies,
    proxyHeaders: proxyHeadersOf(settings.proxy_headers),
    geoDatabases: settings.geo_databases.map(path => resolve(places.geoDatabasesBase, path)),
    tokenRedirectHosts: settings.token_redirect_hosts.flatMap(host => normaliseDomain(host) ?? []),
    dpopNonce: settings.dpop_nonce,
    adminListen: parseListenAddress(settings.admin_listen ?? ""),
    adminKey: settings.admin_key === undefined ? undefined : new Secret(settings.admin_key),
    masterKey: masterKeyOf(settings.master_key),
    hookSecrets: (settings.hook_secret ?? []).map(text => new Secret(text)),
    servers: buildMediaServers(settings.servers),
    edges: buildWebEdges(settings.edges),
    demo: settings.demo,
    logLevel: settings.log_level,
    durability: settings.durability,
    segmentCacheMib: settings.segment_cache_mib,
    compatCallsPerSecond: settings.compat_calls_per_second,
    retention: {
      tokensDays: daysOf(settings.retention.tokens_days),
      sessionsDays: daysOf(settings.retention.sessions_days),
      decisionsDays: daysOf(settings.retention.decisions_days),
      usageDays: daysOf(settings.retention.usage_days),
      deliveriesDays: daysOf(settings.retention.deliveries_days),
    },
    declared: buildFile(settings, { folder: places.yamlFolder, placeOf: places.placeOf }),
  });
}

function proxyHeadersOf(settings: ProxyHeaderSettings): ProxyHeaderConfig {
  const { alpn, ja3, ja4, country, region, asn, certificate_keys: certificateKeys } = settings;
  return { alpn, ja3, ja4, country, region, asn, certificateKeys };
}

function publicUrlOf({ public_url: given, port, tls_cert }: Settings): string | undefined {
  if (given !== undefined) return normalizeBaseUrl(given);
  return port === 0 ? undefined : normalizeBaseUrl(localUrl({ port, isSecure: tls_cert !== undefined }));
}

function pathFrom(folder: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(folder, path);
}

function masterKeyOf(text: string | undefined): Secret | undefined {
  const hex = text === undefined ? undefined : masterKeyHex(text);
  return hex === undefined ? undefined : new Secret(hex);
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
