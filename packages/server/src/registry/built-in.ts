import { buildApplication } from "../declarations/build-application.ts";
import { buildStream } from "../declarations/build-stream.ts";
import type { StoredApplication, StoredStream } from "../declarations/stored-schema.ts";
import type { Application } from "./application.ts";
import { type DeclaredStream, unstored } from "./declared.ts";
import { applicationOf } from "./from-declaration.ts";

/** The first organization. */
export const FIRST_ORGANIZATION = "demo";

/** Application names that belong to Sluice. */
export const DEMO = "demo";
export const LIVE = "live";

/** What every application starts from. */
const plain = applicationOf(FIRST_ORGANIZATION, buildApplication("", { kind: "live" }, "/"), true);

/** What an application has that says nothing of it. */
export const applicationDefaults = {
  organization: plain.organization,
  carriage: plain.carriage,
  cachesSegments: plain.cachesSegments,
  edgeUrls: plain.edgeUrls,
  enforcement: plain.enforcement,
  defaultTtlSeconds: plain.defaultTtlSeconds,
  clocks: plain.clocks,
  grace: plain.grace,
  antmedia: plain.antmedia,
} as const;

/** What a registered stream has that says nothing of it. */
export const streamDefaults = {
  kind: undefined,
  group: undefined,
  aliases: [],
  enforcement: {},
  limits: [],
  maxSessions: undefined,
} as const;

/** The documents of what is built in: what a change through the API starts from. */
export const builtInDocuments = {
  demo: { settings: { kind: "vod", registered_only: true }, built_in: true },
  live: { settings: { kind: "live" } },
  streams: {
    clip: {
      settings: { kind: "vod", entries: { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" } },
      built_in: true,
    },
    live: { settings: { kind: "live", entries: { hls: "index.m3u8" } }, built_in: true },
  },
} as const satisfies {
  readonly demo: StoredApplication;
  readonly live: StoredApplication;
  readonly streams: Readonly<Record<string, StoredStream>>;
};

/** The application whose media is part of Sluice. */
export const demoApplication: Application = {
  ...applicationOf(FIRST_ORGANIZATION, buildApplication(DEMO, builtInDocuments.demo.settings, "/"), true),
  origin: { kind: "demo" },
};

/** The two streams that play with no media server: `demo/clip` and `demo/live`. */
export const builtInStreams: readonly DeclaredStream[] = Object.entries(builtInDocuments.streams).map(
  ([id, document]) => ({
    ...unstored(buildStream(id, document.settings), document),
    name: `${DEMO}/${id}`,
    groupDeclaredIn: undefined,
  }),
);

/** A stream that is built in, by its full name. */
export function builtInStream(name: string): DeclaredStream | undefined {
  return builtInStreams.find(stream => stream.name === name);
}

/** Takes any stream name; its media servers are connected by hooks. */
export const liveApplication: Application = applicationOf(
  FIRST_ORGANIZATION,
  buildApplication(LIVE, builtInDocuments.live.settings, "/"),
  true,
);
