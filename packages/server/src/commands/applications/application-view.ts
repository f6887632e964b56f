import type { HttpCredential } from "../../declarations/declaration.ts";
import { SET_VALUE } from "../../declarations/origin-schema.ts";
import type { OriginSettings } from "../../registry/application.ts";
import type { DeclaredApplication } from "../../registry/declared.ts";
import { declaredView } from "../declaring/declared-view.ts";
import { antmediaView } from "./antmedia-view.ts";

/** An application as the API shows it, with what is in force: never a secret of an origin. */
export function applicationView({ value, ...declared }: DeclaredApplication) {
  const clocks = value.clocks[value.kind];
  return {
    name: value.name,
    kind: value.kind,
    origin: value.origin === undefined ? null : originView(value.origin),
    carriage: value.carriage,
    edge_urls: [...value.edgeUrls],
    segment_cache: value.cachesSegments,
    registered_only: !value.acceptsAnyStream,
    enforcement: { publish: value.enforcement.publish, play: value.enforcement.play },
    embed_token: value.embedsToken ?? false,
    default_ttl: value.defaultTtlSeconds,
    sessions: {
      idle_seconds: clocks.idleSeconds,
      max_seconds: clocks.maxSeconds,
      lease_seconds: clocks.leaseSeconds,
    },
    grace: { seconds: value.grace.seconds, repeats: value.grace.repeats },
    antmedia: antmediaView(value.antmedia),
    ...declaredView(declared),
  };
}

/** An application as the API shows it. */
export type ApplicationView = ReturnType<typeof applicationView>;

function originView(origin: OriginSettings) {
  switch (origin.kind) {
    case "demo":
      return { demo: true as const };
    case "folder":
      return {
        folder: origin.folder,
        ...(origin.accelRedirect !== undefined && { accel_redirect: origin.accelRedirect }),
      };
    case "http": {
      const headers = Object.keys(origin.headers).map(name => [name, SET_VALUE]);
      return {
        url: origin.url,
        headers: Object.fromEntries(headers),
        ...credentialView(origin.credential),
        allow_private: origin.allowPrivate,
      };
    }
    case "bucket":
      return {
        bucket: origin.bucket,
        region: origin.region,
        endpoint: origin.endpoint,
        prefix: origin.prefix === "" ? null : origin.prefix,
        path_style: origin.pathStyle,
        access_key_id: SET_VALUE,
        secret_access_key: SET_VALUE,
        ...(origin.sessionToken && { session_token: SET_VALUE }),
        allow_private: origin.allowPrivate,
      };
  }
}

function credentialView(credential: HttpCredential | undefined) {
  if (credential === undefined) return {};
  return credential.scheme === "basic" ? { user: SET_VALUE, password: SET_VALUE } : { bearer: SET_VALUE };
}
