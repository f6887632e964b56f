import { siteOf } from "@sluice/policy";
import { Secret } from "@sluice/token";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { AccessQuestion, Decision, Prepare, Prepared } from "../access/question.ts";
import { refusalBody } from "../access/refusal-body.ts";
import { type ObserveRequest, streamAddress } from "../access/request-facts.ts";
import { corsHeaders, preflightHeaders } from "../http/cors.ts";
import type { ReadProxyFacts } from "../http/proxy-facts.ts";
import { isPrefetch } from "../http/wants-page.ts";
import { normalisePath } from "../lib/path.ts";
import type { LocatedStream } from "../registry/application.ts";
import type { Registry } from "../registry/registry.ts";
import type { PageTickets } from "./page-ticket.ts";
import { playableFormat } from "./stream-page.ts";

const openBody = z.strictObject({
  token: z
    .string()
    .max(128 * 1024)
    .default(""),
  /** `application/stream`. */
  stream: z.string().min(1).max(512),
  /** Left out: HLS, or MP4 where there is none. */
  format: z.enum(["hls", "dash", "mp4"]).optional(),
  ticket: z.string().max(512).optional(),
});

/** What the page's door needs of an entry's head. */
interface OpenedHead {
  readonly path: string;
  readonly peakBitsPerSecond: number | undefined;
}

export interface OpenSessionDependencies {
  readonly registry: Registry;
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  /** The gateway's prepare: the origin's head, with nothing spent. */
  readonly prepareEntry: (target: {
    stream: LocatedStream;
    rest: string;
    query: undefined;
    range: undefined;
  }) => Promise<Prepared<OpenedHead>>;
  readonly tickets: PageTickets;
  readonly clientAddress: (request: FastifyRequest) => string | undefined;
  readonly observe: ObserveRequest;
  readonly proxyFacts: ReadProxyFacts;
  readonly nowMilliseconds: () => number;
  readonly basePath: string;
  /** Host of the public address: a page of ours that nobody embeds counts as being on it. */
  readonly publicHost: string;
}

type OpenBody = z.infer<typeof openBody>;

/**
 * `POST /s`: a page opens a session with the token in the body, so that no address bar, history or Referer
 * holds it. Answers the URL under the session's handle.
 */
export function openSessionRoute(server: FastifyInstance, dependencies: OpenSessionDependencies): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  typed.options("/s", (_request, reply) => reply.code(204).headers(preflightHeaders).send());
  // Before the body is read: who sends a bad one is told so across origins too.
  const onRequest = async (_: FastifyRequest, reply: FastifyReply): Promise<void> =>
    void reply.headers(corsHeaders);
  typed.post("/s", { schema: { body: openBody }, onRequest }, async (request, reply) => {
    const decision = await open(dependencies, request, request.body);
    return decision.allowed
      ? sendOpened(dependencies, reply, decision, request.body)
      : sendRefused(reply, decision);
  });
}

function open(
  dependencies: OpenSessionDependencies,
  request: FastifyRequest,
  body: OpenBody,
): Promise<Decision<OpenedHead | undefined>> {
  const [name = "", ...segments] = segmentsOf(body.stream);
  const application = dependencies.registry.application(name);
  const found = application && dependencies.registry.locate(application, segments);
  const stream = found?.rest.length === 0 ? found.stream : undefined;
  const nowMilliseconds = dependencies.nowMilliseconds();
  const ip = dependencies.clientAddress(request);
  const question: AccessQuestion = {
    action: "play",
    door: "page",
    credential: body.token === "" ? { kind: "none" } : { kind: "bearer", token: new Secret(body.token) },
    organization: application?.organization,
    client: {
      ip,
      userAgent: request.headers["user-agent"],
      site: embeddingSite(dependencies, request, body, Math.floor(nowMilliseconds / 1000)),
    },
    // What is opened is played by GET, from the stream's own address on.
    context: dependencies.observe({
      ...streamAddress(stream?.facts.stream ?? body.stream),
      method: "GET",
      headers: request.headers,
      ip,
      connection: dependencies.proxyFacts(request.raw),
    }),
    locate: () => stream,
    asked: body.stream,
    entry: stream?.entries[formatOf(body, stream)],
    form: "first",
    mode: isPrefetch(request.headers) ? "peek" : "admit",
    nowMilliseconds,
    hasLeft: () => request.raw.socket.destroyed,
  };
  return dependencies.checkAccess(question, async located => {
    const rest = located.entries[formatOf(body, located)];
    if (rest === undefined) return { unavailable: "media-not-found" };
    return dependencies.prepareEntry({ stream: located, rest, query: undefined, range: undefined });
  });
}

/** The site around the player: by ticket for our own pages, by Origin for players on other people's pages. */
function embeddingSite(
  { tickets, publicHost }: OpenSessionDependencies,
  request: FastifyRequest,
  body: OpenBody,
  nowSeconds: number,
): string | undefined {
  const origin = siteOf(request.headers.origin);
  if (origin !== undefined && origin !== publicHost) return origin;
  return body.ticket === undefined ? origin : tickets.siteOf(body.ticket, body.stream, nowSeconds);
}

function sendOpened(
  { basePath }: OpenSessionDependencies,
  reply: FastifyReply,
  decision: Extract<Decision<OpenedHead | undefined>, { allowed: true }>,
  body: OpenBody,
): FastifyReply {
  const { session, stream, prepared, token } = decision;
  if (session) session.peakBitsPerSecond = prepared?.peakBitsPerSecond;
  const path = [stream.application.name, ...(prepared?.path ?? "").split("/")]
    .map(encodeURIComponent)
    .join("/");
  return reply
    .code(session ? 201 : 200)
    .headers({ ...corsHeaders, "cache-control": "no-store", "sluice-ref": decision.ref })
    .send({
      session: session?.record.id ?? null,
      url: session ? `${basePath}/s/${session.handle}/${path}` : null,
      format: formatOf(body, stream),
      kind: stream.kind,
      expires_at: session?.record.untilSeconds ?? null,
      annotations: token?.annotations ?? [],
    });
}

function sendRefused(
  reply: FastifyReply,
  refusal: Extract<Decision<unknown>, { allowed: false }>,
): FastifyReply {
  const body = refusalBody(refusal.reason, refusal.ref);
  if (refusal.reason === "token-missing") reply.header("www-authenticate", 'Bearer realm="sluice"');
  if (body.retry_after !== undefined) reply.header("retry-after", String(body.retry_after));
  return reply
    .code(body.status)
    .headers({ ...corsHeaders, "cache-control": "no-store", "sluice-ref": refusal.ref })
    .send(body);
}

function formatOf({ format }: OpenBody, stream: LocatedStream): "hls" | "dash" | "mp4" {
  return format ?? playableFormat(stream) ?? "hls";
}

function segmentsOf(stream: string): readonly string[] {
  const path = normalisePath(`/${stream}`);
  return path.ok ? path.segments : [];
}
