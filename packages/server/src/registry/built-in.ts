import type { Application, RegisteredStream, SessionClocks, StreamKind } from "./application.ts";

/** The first organization. */
export const FIRST_ORGANIZATION = "demo";

/** Session clocks where an application names none (seconds). */
export const defaultClocks: Readonly<Record<StreamKind, SessionClocks>> = {
  live: { idleSeconds: 90, maxSeconds: 12 * 3600, leaseSeconds: 45 },
  vod: { idleSeconds: 6 * 3600, maxSeconds: 24 * 3600, leaseSeconds: 180 },
};

/** What a registered stream has that says nothing of it. */
export const streamDefaults = {
  group: undefined,
  aliases: [],
  enforcement: {},
  limits: [],
  maxSessions: undefined,
} as const;

/** What every application starts from. */
export const applicationDefaults = {
  organization: FIRST_ORGANIZATION,
  enforcement: { publish: "enforce", play: "enforce" },
  defaultTtlSeconds: 24 * 3600,
  clocks: defaultClocks,
  grace: { seconds: 10, repeats: 3 },
} as const;

const clip: RegisteredStream = {
  ...streamDefaults,
  id: "clip",
  kind: "vod",
  entries: { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" },
};

const live: RegisteredStream = {
  ...streamDefaults,
  id: "live",
  kind: "live",
  entries: { hls: "index.m3u8" },
};

/** The two streams that play with no media server: `demo/clip` and `demo/live`. */
export const demoApplication: Application = {
  ...applicationDefaults,
  name: "demo",
  kind: "vod",
  origin: { kind: "demo" },
  acceptsAnyStream: false,
  streams: new Map([clip, live].map(stream => [stream.id, stream])),
};

/** Takes any stream name; its media servers are connected by hooks. */
export const liveApplication: Application = {
  ...applicationDefaults,
  name: "live",
  kind: "live",
  origin: undefined,
  acceptsAnyStream: true,
  streams: new Map(),
};
