import type { IncomingMessage, ServerResponse } from "node:http";
import type { DenyReason } from "@sluice/policy";
import { refusalBody } from "../../access/refusal-body.ts";
import type { WebEdgeSettings } from "../../declarations/web-edge.ts";
import { createTrustsPeer, plainAddress, type TrustsPeer } from "../../http/client-address.ts";
import { corsHeaders } from "../../http/cors.ts";
import type { RequestTarget } from "../../http/request-target.ts";
import { within } from "../../lib/within.ts";
import type { EdgeAnswer, EdgeOutcome, OriginalRequest, WebEdge } from "../web-edge.ts";
import { answerAsked } from "./answer-asked.ts";
import type { Asked } from "./asked.ts";
import type { EdgesDependencies } from "./edges-dependencies.ts";
import { readOriginalAddress } from "./original-address.ts";
import { allowedBarely, refused } from "./outcomes.ts";
import { patienceOf } from "./patience.ts";

/**
 * The door of web servers: answers every address under `/verify/` in its edge's dialect, in time whatever happens behind.
 * An address that is no edge's is refused as by the other doors.
 */
export type Edges = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
) => Promise<void>;

/** So long before the edge gives up the answer goes out. */
const MARGIN_MILLISECONDS = 10;

interface KnownEdge {
  readonly edge: WebEdge;
  readonly settings: WebEdgeSettings;
  readonly mayAsk: TrustsPeer;
}

export function createEdges(dependencies: EdgesDependencies): Edges {
  const known = knownEdges(dependencies);
  return async (request, response, target) => {
    const arrived = { request, response, target };
    const found = find(known, target.path);
    if (!found) return send(response, ofNoEdge(refuser(dependencies, arrived)("caller-unknown")));
    const { edge } = found;
    if (!found.mayAsk(request)) {
      return send(response, edge.render(refuser(dependencies, arrived)("caller-unknown")));
    }
    const outcome = await answerQuestion(dependencies, found, arrived);
    dependencies.noteQuestion?.(edge.kind, askedBy(request, dependencies.nowMilliseconds()), outcome);
    send(response, edge.render(outcome));
  };
}

function askedBy({ socket }: IncomingMessage, nowMilliseconds: number) {
  return { from: plainAddress(socket.remoteAddress), nowMilliseconds };
}

function knownEdges({ edges, settings }: EdgesDependencies): ReadonlyMap<string, KnownEdge> {
  const pairs = settings.flatMap((one): [string, KnownEdge][] => {
    const edge = edges.find(({ kind }) => kind === one.kind);
    return edge ? [[one.kind, { edge, settings: one, mayAsk: createTrustsPeer(one.allow) }]] : [];
  });
  return new Map(pairs);
}

function find(known: ReadonlyMap<string, KnownEdge>, path: string): KnownEdge | undefined {
  const [, , kind = "", ...rest] = path.split("/");
  const found = known.get(kind);
  return found && (rest.length === 0 || found.edge.asksBelow) ? found : undefined;
}

interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: RequestTarget;
}

/** Writes refusals down that no token or session takes part in; of whom the question is when nothing else is known. */
function refuser({ refuseRequest, nowMilliseconds }: EdgesDependencies, { request }: Arrived) {
  const at = nowMilliseconds();
  return (reason: DenyReason, ip = plainAddress(request.socket.remoteAddress)): Refused => {
    const bare = { segments: [], ip, nowMilliseconds: at, door: "edge" } as const;
    return refused(reason, refuseRequest(bare, reason));
  };
}

type Refused = Extract<EdgeOutcome, { outcome: "refused" }>;

function ofNoEdge({ reason, ref }: Refused): EdgeAnswer {
  const body = refusalBody(reason, ref);
  const headers = { ...corsHeaders, "content-type": "application/json", "sluice-ref": ref };
  return { status: body.status, headers, body: JSON.stringify(body) };
}

async function answerQuestion(
  dependencies: EdgesDependencies,
  { edge, settings }: KnownEdge,
  arrived: Arrived,
): Promise<EdgeOutcome> {
  const { request, response, target } = arrived;
  const nowMilliseconds = dependencies.nowMilliseconds();
  const refuse = refuser(dependencies, arrived);
  const question = edge.parse({
    method: request.method ?? "",
    restPath: target.path.slice(`/verify/${edge.kind}`.length),
    query: target.query,
    headers: request.headersDistinct,
  });
  if (question.asks === "malformed") return refuse("call-malformed");
  const address = readOriginalAddress(dependencies.registry, settings, question.uri);
  if (!address) return refuse("path-ambiguous", question.ip);
  if (isPreflight(question, request)) return allowedBarely("");
  const { method } = question;
  if (method !== "GET" && method !== "HEAD") return refuse("method-not-allowed", question.ip);
  const { headers } = request;
  const asked = { ...address, ...question, edge, headers, nowMilliseconds };
  const outcome = await answerInTime(dependencies, asked, response);
  return outcome ?? refuse("store-unavailable", question.ip);
}

/** Undefined when the edge would give up first, or when something of ours is broken. */
async function answerInTime(
  dependencies: EdgesDependencies,
  asked: Omit<Asked, "hasLeft">,
  response: ServerResponse,
): Promise<EdgeOutcome | undefined> {
  let isLate = false;
  const hasLeft = (): boolean => isLate || response.destroyed;
  const work = answerAsked(dependencies, { ...asked, hasLeft }).catch((error: unknown): undefined => {
    dependencies.fault(error);
  });
  const outcome = await within(work, patienceOf(asked.edge) - MARGIN_MILLISECONDS);
  isLate = true;
  return outcome;
}

/**
 * What a browser asks before a request with headers of its own (Fetch standard, section 4.8): it carries no credential ever, and
 * is answered by headers alone.
 */
function isPreflight({ method }: OriginalRequest, { headers }: IncomingMessage): boolean {
  const asksFor = headers["access-control-request-method"];
  return method === "OPTIONS" && headers.origin !== undefined && asksFor !== undefined;
}

function send(response: ServerResponse, { status, headers, body }: EdgeAnswer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}
