import type { Secret } from "@sluice/token";
import type { FileDeclarations } from "../declarations/file-declarations.ts";
import type { MediaServerSettings } from "../declarations/media-server.ts";
import type { WebEdgeSettings } from "../declarations/web-edge.ts";
import type { ListenAddress } from "./listen-address.ts";

/** How much the server writes to its log; each level includes those before it. */
export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug";

/** What the store survives: the end of the process at any moment, or the loss of power as well. */
export type Durability = "process-crash" | "power-loss";

/** Everything the operator can say, checked, with every default filled in, frozen to the bottom. */
export interface Config {
  /** IP address or host name to listen on. */
  readonly host: string;
  /** TCP port to listen on, 0 to 65535; 0 means any free port. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Absolute path of the YAML file that was read. */
  readonly configFile: string | undefined;
  /**
   * Base of every printed URL, with no slash at its end. Undefined only if it was not given and `port` is 0: then
   * it is `http://localhost:` (with TLS `https://`) and the port that was found.
   */
  readonly publicUrl: string | undefined;
  /** The files of the certificate and its key, absolute paths: both, or neither for plain HTTP. */
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  /** Address ranges (CIDR) whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Headers in which they say what claims look at; lower-case names. */
  readonly proxyHeaders: ProxyHeaderConfig;
  /** Absolute paths of MMDB files. */
  readonly geoDatabases: readonly string[];
  /** Hosts, or `*.example.com`, that a token may send a refused viewer to. */
  readonly tokenRedirectHosts: readonly string[];
  /** Whether a DPoP proof must carry a nonce of this server. */
  readonly dpopNonce: boolean;
  /** Where API, docs and metrics are served instead of at `host` and `port`. */
  readonly adminListen: ListenAddress | undefined;
  /** The admin API key, 12 to 256 characters. */
  readonly adminKey: Secret | undefined;
  /** The key that encrypts keys at rest: 32 bytes as 64 lower-case hexadecimal digits. */
  readonly masterKey: Secret | undefined;
  /** Those of all media servers that have none of their own; at most two, none: `mediaServersOf` makes them. */
  readonly hookSecrets: readonly Secret[];
  /** As they are configured: without secrets where they have none of their own. `mediaServersOf` adds what is left. */
  readonly servers: readonly MediaServerSettings[];
  /** Every kind once. */
  readonly edges: readonly WebEdgeSettings[];
  /** Whether the demo's application and streams exist. */
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  readonly durability: Durability;
  /** Room of the memory cache of segments, in MiB; 0: there is none. */
  readonly segmentCacheMib: number;
  /** Calls that one API key may make in a second of another system's API that has a limit of rate itself. */
  readonly compatCallsPerSecond: number;
  readonly retention: RetentionConfig;
  /** What the file declares: applications, streams and groups. */
  readonly declared: FileDeclarations;
}

/** Names of headers; undefined: nobody says it. */
export interface ProxyHeaderConfig {
  readonly alpn: string | undefined;
  readonly ja3: string | undefined;
  readonly ja4: string | undefined;
  readonly country: string | undefined;
  readonly region: string | undefined;
  readonly asn: string | undefined;
  readonly certificateKeys: string | undefined;
}

/** How long what is over is kept, in whole days; undefined: for ever. */
export interface RetentionConfig {
  /** After its expiry; tokens without one stay. */
  readonly tokensDays: number | undefined;
  /** After its end. */
  readonly sessionsDays: number | undefined;
  readonly decisionsDays: number | undefined;
  readonly usageDays: number | undefined;
  readonly deliveriesDays: number | undefined;
}
