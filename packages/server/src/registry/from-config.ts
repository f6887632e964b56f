import type { ApplicationConfig, Config, OriginConfig } from "../config/config.ts";
import type { Application, OriginSettings, RegisteredStream } from "./application.ts";
import { applicationDefaults, demoApplication, streamDefaults } from "./built-in.ts";

/** The applications of a configuration, which has `live` in it always, and the demo. */
export function applicationsOf(config: Config): readonly Application[] {
  const declared = config.applications.map(applicationOf);
  return config.demo ? [...declared, demoApplication] : declared;
}

function applicationOf(config: ApplicationConfig): Application {
  const streams = config.streams === "any" ? [] : config.streams;
  return {
    organization: applicationDefaults.organization,
    enforcement: applicationDefaults.enforcement,
    name: config.name,
    kind: config.kind,
    origin: config.origin && originOf(config.origin),
    acceptsAnyStream: config.streams === "any",
    streams: new Map(
      streams.map((stream): [string, RegisteredStream] => [stream.id, { ...streamDefaults, ...stream }]),
    ),
    defaultTtlSeconds: config.defaultTtlSeconds,
    clocks: config.sessions,
    grace: config.grace,
  };
}

function originOf(config: OriginConfig): OriginSettings {
  if (config.kind === "folder") return config;
  const headers = Object.fromEntries(config.headers.map(header => [header.name, header.value.expose()]));
  return { kind: "http", url: config.url, headers, allowPrivate: config.allowPrivate };
}
