import type { Secret } from "@sluice/token";
import type { ListenAddress } from "./listen-address.ts";

/** How much the server writes to its log; each level includes those before it. */
export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug";

/** What the store survives: the end of the process at any moment, or the loss of power as well. */
export type Durability = "process-crash" | "power-loss";

/** Whether media is happening now or was stored before. */
export type StreamKind = "live" | "vod";

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
   * it is `http://localhost:` and the port that was found.
   */
  readonly publicUrl: string | undefined;
  /** Address ranges (CIDR) whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Where API, docs and metrics are served instead of at `host` and `port`. */
  readonly adminListen: ListenAddress | undefined;
  /** The admin API key, 12 to 256 characters. */
  readonly adminKey: Secret | undefined;
  /** The key that encrypts keys at rest: 32 bytes as 64 lower-case hexadecimal digits. */
  readonly masterKey: Secret | undefined;
  /** Whether the demo's application and streams exist. */
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  readonly durability: Durability;
  /** Every application, `live` among them. Names are unique. */
  readonly applications: readonly ApplicationConfig[];
}

/** A namespace of streams. */
export interface ApplicationConfig {
  readonly name: string;
  readonly kind: StreamKind;
  /** Where the gateway gets media; undefined when it serves none (hooks, edges and checks only). */
  readonly origin: OriginConfig | undefined;
  /** `any` name, or the registered streams and no others. */
  readonly streams: "any" | readonly StreamConfig[];
  /** Life of a token that names no end, in seconds. */
  readonly defaultTtlSeconds: number;
  /** The clocks of a session, by the kind of its stream. */
  readonly sessions: Readonly<Record<StreamKind, SessionConfig>>;
  readonly grace: GraceConfig;
}

/** A folder, or another HTTP server. */
export type OriginConfig = FolderOriginConfig | HttpOriginConfig;

/** Media in a folder of this machine. */
export interface FolderOriginConfig {
  readonly kind: "folder";
  /** Absolute path. */
  readonly folder: string;
}

/** Media of another HTTP server. */
export interface HttpOriginConfig {
  readonly kind: "http";
  /** http or https, with no slash at its end, no query and no credentials. */
  readonly url: string;
  /** Sent with every request to the origin; names in lower case. */
  readonly headers: readonly OriginHeader[];
  /** Whether the origin may be on a private or loopback address. */
  readonly allowPrivate: boolean;
}

/** One header for an origin. */
export interface OriginHeader {
  readonly name: string;
  readonly value: Secret;
}

/** A registered stream. */
export interface StreamConfig {
  /** One or more segments joined by `/`. */
  readonly id: string;
  readonly kind: StreamKind;
  /** The stream's group; undefined: it is its own group under its own id. */
  readonly group: string | undefined;
  /** Other names, unique in the configuration. */
  readonly aliases: readonly string[];
  readonly entries: EntriesConfig;
}

/** Where playback begins, as paths below the stream's folder. */
export interface EntriesConfig {
  readonly hls: string | undefined;
  readonly dash: string | undefined;
  readonly mp4: string | undefined;
}

/** The clocks of a session, in whole seconds. */
export interface SessionConfig {
  /** Without a request for so long, the session ends. */
  readonly idleSeconds: number;
  /** The session ends so long after it began. */
  readonly maxSeconds: number;
  /** Without a request for so long, the session's slot is free for another. */
  readonly leaseSeconds: number;
}

/** How often the holder of a used token may repeat the entry. */
export interface GraceConfig {
  /** 0 turns it off. */
  readonly seconds: number;
  readonly repeats: number;
}
