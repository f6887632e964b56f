import type { IncomingMessage, ServerResponse } from "node:http";
import type { DenyReason } from "@sluice/policy";
import type { Secret } from "@sluice/token";
import { readTotp } from "../../access/totp-credential.ts";
import { antmediaMechanism } from "../../declarations/antmedia-settings.ts";
import type { ClientAddress } from "../../http/client-address.ts";
import { preflightHeaders } from "../../http/cors.ts";
import type { RequestTarget } from "../../http/request-target.ts";
import { normalisePath } from "../../lib/path.ts";
import type { Application, LocatedStream } from "../../registry/application.ts";
import type { Registry } from "../../registry/registry.ts";
import { type AskedMedia, type MediaAddress, readMediaAddress } from "./media-address.ts";
import { clusterRefusal, type MediaRefusal, mediaRefusal } from "./media-refusal.ts";

/** How a refusal is said to programs. */
type Says = (reason: DenyReason) => MediaRefusal;

/** An entry under the stream's own address, for the gateway. */
export interface MediaEntry {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `{app}/{stream}/…`, decoded. */
  readonly segments: readonly string[];
  readonly trailingSlash: boolean;
  readonly pathTokens: readonly Secret[];
  readonly query: string;
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
  /** Names of the rendition that the address asks for, the likelier list first. */
  readonly rendition: readonly (readonly string[])[] | undefined;
  readonly isOwnFile: boolean;
  readonly dialect: Says;
}

type MediaRegistry = Pick<Registry, "application" | "locate" | "declared">;

/** What the door stands on; compose hands the gateway's work in. */
export interface MediaDoorDependencies {
  readonly registry: MediaRegistry;
  readonly clientAddress: ClientAddress;
  readonly nowMilliseconds: () => number;
  /** Plays an entry: checks access, and answers with what plays under the session. */
  readonly enter: (entry: MediaEntry) => Promise<void>;
  /** Writes down a refusal that no token takes part in; answers its reference. */
  readonly refuseRequest: (
    request: { segments: readonly string[]; ip: string | undefined; nowMilliseconds: number },
    reason: DenyReason,
  ) => string;
  readonly renderRefusal: (
    request: IncomingMessage,
    response: ServerResponse,
    refusal: { readonly reason: DenyReason; readonly ref: string; readonly dialect: Says },
  ) => void;
}

/** One request, with everything that is fixed when it arrives. */
interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: string;
  /** Of the path; undefined for one that can be read in two ways. */
  readonly segments: readonly string[] | undefined;
  readonly application: Application | undefined;
  /** Undefined: the path names no stream. */
  readonly address: MediaAddress | undefined;
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
}

/** Answers media at Ant Media's addresses: each is an entry of its stream at the gateway, refused in Ant Media's words. */
export function createMediaDoor(dependencies: MediaDoorDependencies) {
  return async (request: IncomingMessage, response: ServerResponse, target: RequestTarget): Promise<void> => {
    if (request.method === "OPTIONS") {
      response.writeHead(204, preflightHeaders).end();
      return;
    }
    const asked = readRequest(dependencies, request, response, target);
    const { address } = asked;
    const problem = problemOf(asked);
    if (problem || !address) refuse(dependencies, asked, problem ?? "stream-unknown");
    else await dependencies.enter(entryOf(dependencies, asked, address));
  };
}

function readRequest(
  { registry, clientAddress, nowMilliseconds }: MediaDoorDependencies,
  request: IncomingMessage,
  response: ServerResponse,
  { path: text, query }: RequestTarget,
): Asked {
  const path = normalisePath(text);
  const segments = path.ok ? path.segments : [];
  const application = registry.application(segments[segments[0] === "a" ? 1 : 0] ?? "");
  const isStream = (id: readonly string[]) =>
    application !== undefined && isRegistered(registry, application, id);
  return {
    request,
    response,
    query,
    segments: path.ok ? segments : undefined,
    application,
    address: readMediaAddress(segments, isStream),
    ip: clientAddress(request),
    nowMilliseconds: nowMilliseconds(),
  };
}

/** By its name or by an alias. Where any name is taken, a name that nobody has registered says nothing. */
function isRegistered({ declared }: MediaRegistry, application: Application, id: readonly string[]): boolean {
  const { organization, name } = application;
  if (declared.stream(organization, `${name}/${id.join("/")}`)) return true;
  const [alias = "", ...others] = id;
  return others.length === 0 && declared.aliasOwner(organization, alias)?.startsWith(`${name}/`) === true;
}

/** What is refused whoever asks. */
function problemOf({ request, segments, application, address }: Asked): DenyReason | undefined {
  if (request.method !== "GET" && request.method !== "HEAD") return "method-not-allowed";
  if (!segments) return "path-ambiguous";
  // Trusted upstreams have a key of their own at Ant Media; nothing here was ever given one.
  if (hasClusterToken(request)) return "key-unknown";
  if (address) return undefined;
  // An application that asks for no token has nothing to protect, and nothing there.
  return application && application.enforcement.play !== "enforce" ? "not-an-entry" : "stream-unknown";
}

function hasClusterToken({ headers }: IncomingMessage): boolean {
  return headers["clusterauthorization"] !== undefined;
}

function refuse(dependencies: MediaDoorDependencies, asked: Asked, reason: DenyReason): void {
  const { request, response, segments = [], ip, nowMilliseconds } = asked;
  const ref = dependencies.refuseRequest({ segments, ip, nowMilliseconds }, reason);
  dependencies.renderRefusal(request, response, { reason, ref, dialect: dialectOf(asked) });
}

function dialectOf({ request, application, address }: Asked): Says {
  const named = address?.named;
  if (hasClusterToken(request)) return reason => clusterRefusal(reason, named);
  const mechanism = application && antmediaMechanism(application.antmedia, "play");
  return reason => mediaRefusal(reason, { named, mechanism });
}

function entryOf(
  { registry }: MediaDoorDependencies,
  asked: Asked,
  { application: name, stream, asked: media }: MediaAddress,
): MediaEntry {
  const { request, response, query, application, ip, nowMilliseconds } = asked;
  const found = application && registry.locate(application, stream);
  const entries = found?.rest.length === 0 ? found.stream.entries : {};
  return {
    request,
    response,
    segments: [name, ...stream, ...pathBelow(media, entries).split("/")],
    trailingSlash: false,
    pathTokens: [],
    query: queryFor(application, query),
    ip,
    nowMilliseconds,
    isOwnFile: media.opens === "file",
    rendition: media.opens === "entry" ? namesOf(media, stream) : undefined,
    dialect: dialectOf(asked),
  };
}

/** Where codes of subscribers are asked for, players send a word in the token's place (`token=undefined`). */
function queryFor(application: Application | undefined, query: string): string {
  const isByCode = application && antmediaMechanism(application.antmedia, "play") === "totp";
  if (!isByCode || !readTotp(query)) return query;
  return query
    .split("&")
    .filter(pair => !new URLSearchParams(pair).has("token"))
    .join("&");
}

/** What is played, below the stream: its entry, or the file where it has none of the format. */
function pathBelow(media: AskedMedia, entries: LocatedStream["entries"]): string {
  return (media.opens === "entry" ? entries[media.format] : undefined) ?? media.file;
}

/** As packagers name a rendition, `s1_480p1000kbps` or `480p1000kbps`, and otherwise by its lines of picture. */
function namesOf(
  { rendition }: Extract<AskedMedia, { opens: "entry" }>,
  stream: readonly string[],
): MediaEntry["rendition"] {
  if (!rendition) return undefined;
  const { name, height } = rendition;
  const written = [`${stream.at(-1)}_${name}`, name];
  return height === undefined ? [written] : [written, [height]];
}
