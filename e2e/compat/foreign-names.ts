import type { CompatRoute } from "../../packages/server/src/compat/compat-system.ts";
import { plainValue, routePath } from "./route-path.ts";

/** What somebody has, as calls of the other systems name it. */
export interface HeldNames {
  readonly organization: string;
  readonly application: string;
  /** The last part of a stream's name. */
  readonly stream: string;
  /** Its id in another system. */
  readonly alias: string;
  /** A token as Ant Media's users have it. */
  readonly opaque: string;
  /** As nanoStream Cloud's users have it. */
  readonly jwt: string;
  /** As TPStreams' users have it. */
  readonly uuid: string;
  /** A key of Flowplayer's users. */
  readonly kid: string;
  readonly subscriber: string;
}

const LATER_SECONDS = 4_000_000_000;

/** What a call about somebody's things sends; undefined: the call names nothing of anybody. */
export function foreignCall(
  route: CompatRoute,
  names: HeldNames,
): { readonly path: string; readonly body: unknown } | undefined {
  const { url } = route;
  const body = bodyOf(route, names);
  if (body === undefined && !url.includes(":")) return undefined;
  const path = routePath(url, name => encodeURIComponent(pathNames(name, url, names)));
  return { path: path + queryOf(url, names), body };
}

function pathNames(name: string, url: string, names: HeldNames): string {
  if (name === "app" || name === "appname") return names.application;
  if (name === "org") return names.organization;
  if (name === "asset") return names.alias;
  if (name === "code") return names.uuid;
  if (name === "sid") return names.subscriber;
  if (name === "streamId") return names.stream;
  if (name !== "id") return plainValue(name);
  if (url.includes("/keys/")) return names.kid;
  if (url.includes("/workspaces/")) return names.application;
  return url.includes("/broadcasts/") ? names.stream : names.alias;
}

function queryOf(url: string, { stream }: HeldNames): string {
  if (/\/(token|jwt-token)$/.test(url)) return `?expireDate=${LATER_SECONDS}&type=play`;
  if (url.endsWith("/getToken")) return `?id=${stream}&expireDate=${LATER_SECONDS}&type=play`;
  if (url.endsWith("/revokeTokens")) return `?id=${stream}`;
  return url.endsWith("/totp") ? "?type=play" : "";
}

/** By the last words of the address; undefined: the call has no body that names anything. */
function bodyOf({ method, url }: CompatRoute, names: HeldNames): unknown {
  const { stream, jwt, opaque, kid, subscriber, application } = names;
  const bodies: readonly (readonly [RegExp, unknown])[] = [
    [/\/splay$/, { streams: [`${application}/${stream}`] }],
    [/\/splay\/(revoke|verify)$/, { token: jwt }],
    [/\/validate-?token$/i, { tokenId: opaque, streamId: stream, type: "play" }],
    [/\/broadcasts\/create$/, { streamId: stream, name: "mine" }],
    [/\/subscribers$/, { subscriberId: subscriber, type: "play" }],
    [/\/access_tokens\/(:code\/)?$/, { time_to_live: 60 }],
    [/\/playback_tokens$/, { key_id: kid, exp: LATER_SECONDS }],
    [/\/(videos|livestreams|live_streams|workspaces)\/:id$/, { playback_token_behavior: "NO_TOKEN" }],
    [/\/settings\/:appname$/, { playTokenControlEnabled: false }],
  ];
  if (method === "GET" || method === "HEAD" || method === "DELETE") return undefined;
  return bodies.find(([pattern]) => pattern.test(url))?.[1];
}
