import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { ClientAddress } from "../http/client-address.ts";
import { corsHeaders } from "../http/cors.ts";
import type { RequestHandler } from "../http/listener.ts";
import { isServedBy, type ListenerRole } from "../http/listener-role.ts";
import { type RequestTarget, readTarget } from "../http/request-target.ts";
import { type DoorWord, isCompatPath, isPlayerModule, reservedSegment } from "../http/reserved-words.ts";
import type { Log } from "../telemetry/log.ts";

/** No route has it: what a listener does not serve is answered like any unknown address. */
const NO_ADDRESS = "/-";

/** No request target has one (RFC 9112 section 3.2). A router cuts it off, and would answer another path than the listener let in. */
const FRAGMENT = "#";

/** Where requests under a session are, unless their application carries sessions otherwise. */
const SESSIONS = "/s/";

/** Answers one request. What it rejects with is a fault of ours. */
export type Door = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
) => Promise<void>;

/** Who answers which address, and what a fault needs to be written down. */
export interface RouteParts {
  /** Everything with a reserved first word that is none of the doors'. */
  readonly api: FastifyInstance;
  /** The APIs of other systems. */
  readonly compat: FastifyInstance;
  /** By the first path segment. */
  readonly doors: Readonly<Record<DoorWord, Door>>;
  /** The door of addresses inside an application that are none of the gateway's; undefined: there is none. */
  readonly doorInApplication: (path: string) => Door | undefined;
  /** Every other address. */
  readonly gateway: Door;
  readonly basePath: string;
  readonly clientAddress: ClientAddress;
  readonly drawRef: () => string;
  readonly log: Log;
}

/** The one handler of each kind of listener. */
export function routeRequests(parts: RouteParts): (role: ListenerRole) => RequestHandler {
  const { api, gateway, basePath } = parts;
  const doors = new Map<string, Door>(Object.entries(parts.doors));
  const open = (door: Door, ...[request, response, target]: Parameters<Door>): void => {
    door(request, response, target).catch((error: unknown) => answerFault(parts, request, response, error));
  };
  const route = (role: ListenerRole, ...[request, response, target]: Parameters<Door>): void => {
    const { path, query } = target;
    const door = doors.get(path.split("/", 2)[1] ?? "") ?? parts.doorInApplication(path);
    const router = door ? undefined : routerOf(parts, request.method, path);
    if (!isServedBy(role, path) || (router && path.includes(FRAGMENT))) {
      request.url = NO_ADDRESS;
      api.routing(request, response);
    } else if (router) {
      request.url = query === "" ? path : `${path}?${query}`;
      router.routing(request, response);
    } else open(door ?? gateway, request, response, target);
  };
  return role => (request, response) => {
    const target = readTarget(request.url ?? "/", basePath);
    // What viewers ask for all the time: no other address begins so.
    if (target.path.startsWith(SESSIONS) && role !== "admin") open(gateway, request, response, target);
    else route(role, request, response, target);
  };
}

/** Whose routes an address is among, where no door has it; undefined: the gateway's. */
function routerOf({ api, compat }: RouteParts, method: string | undefined, path: string) {
  if (isCompatPath(path)) return compat;
  return belongsToApi(method, path) ? api : undefined;
}

function answerFault(
  { drawRef, clientAddress, log }: RouteParts,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void {
  const ref = drawRef();
  const ip = clientAddress(request);
  log.error({ event: "request-failed", ref, ip, err: error }, "a request failed");
  if (!response.headersSent) {
    response.writeHead(500, { ...corsHeaders, "content-type": "application/json", "sluice-ref": ref });
  }
  response.end(JSON.stringify({ reason: "internal-error", status: 500, ref }));
}

/** Everything with a reserved first word that is neither a door's nor the gateway's, and what has a form of its own. */
function belongsToApi(method: string | undefined, path: string): boolean {
  const [, first = "", second] = path.split("/", 3);
  if (first === "") return path === "/";
  if (first === "s") return second === undefined && (method === "POST" || method === "OPTIONS");
  const reserved = reservedSegment(first);
  return reserved === undefined ? isPlayerModule(path) : reserved.answerer !== "gateway";
}
