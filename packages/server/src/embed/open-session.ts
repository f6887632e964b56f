import type { ClientFacts, SessionRecord } from "@sluice/policy";
import { Secret } from "@sluice/token";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Credential } from "../access/credential.ts";
import { isEmbedToken } from "../access/embed-token.ts";
import type { OrganizationOf } from "../access/organization-of.ts";
import type { AccessQuestion, Decision, Prepare } from "../access/question.ts";
import { refusalBody } from "../access/refusal-body.ts";
import type { RenewEmbedToken, RenewedEmbedToken } from "../access/renew-embed-token.ts";
import { type ObserveRequest, streamAddress } from "../access/request-facts.ts";
import { corsHeaders, preflightHeaders } from "../http/cors.ts";
import type { ReadProxyFacts } from "../http/proxy-facts.ts";
import { isPrefetch } from "../http/wants-page.ts";
import { normalisePath } from "../lib/path.ts";
import { askedName } from "../registry/asked-name.ts";
import type { Registry } from "../registry/registry.ts";
import { type PublicPlace, siteAroundPlayer } from "./embedding-site.ts";
import { fillAnnotations } from "./fill-annotations.ts";
import { type FoundAsset, findAsset, recordedName } from "./find-asset.ts";
import { type OpenBody, openBody } from "./open-body.ts";
import type { PageTickets } from "./page-ticket.ts";
import { formatOrder, formatsOf, type PlayFormat } from "./play-formats.ts";
import { type OpenedFormat, type PrepareEntry, prepareFirst } from "./prepare-first.ts";

export interface OpenSessionDependencies {
  readonly registry: Registry;
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly prepareEntry: PrepareEntry;
  readonly organizationOf: OrganizationOf;
  readonly tickets: PageTickets;
  readonly clientAddress: (request: FastifyRequest) => string | undefined;
  readonly observe: ObserveRequest;
  readonly proxyFacts: ReadProxyFacts;
  readonly nowMilliseconds: () => number;
  readonly basePath: string;
  readonly renewEmbedToken: RenewEmbedToken;
  /** A page of ours that nobody embeds counts as being on its host. */
  readonly place: PublicPlace;
}

/** A decision on a session for a page. */
type Opening = Decision<OpenedFormat>;

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
      ? sendOpened(dependencies, reply, decision, dependencies.clientAddress(request))
      : sendRefused(reply, decision);
  });
}

async function open(
  dependencies: OpenSessionDependencies,
  request: FastifyRequest,
  body: OpenBody,
): Promise<Opening> {
  const { registry, prepareEntry } = dependencies;
  const nowMilliseconds = dependencies.nowMilliseconds();
  const renewed = await renewedToken(dependencies, request, body, nowMilliseconds);
  const names = segmentsOf(renewed?.stream ?? body.stream);
  const credential = renewed ? bearer(renewed.text) : credentialOf(body);
  const found = await findAsset(registry, names, hasIt =>
    dependencies.organizationOf(credential, hasIt, Math.floor(nowMilliseconds / 1000)),
  );
  const { organization, stream } = found;
  const formats = stream ? formatOrder(stream, body) : [];
  let [opened] = formats;
  const viewer = viewerOf(dependencies, request, body, {
    name: addressed(registry, names, stream),
    nowMilliseconds,
  });
  const question: AccessQuestion = {
    action: "play",
    door: "page",
    credential,
    organization,
    ...viewer,
    client: renewed ? onItsSite(dependencies, request, viewer.client, renewed) : viewer.client,
    locate: () => stream,
    asked: recordedName(registry, found, { names, text: body.stream }),
    // The session is that of the format whose media was there.
    get entry() {
      return opened && stream?.entries[opened];
    },
    get isWholeFile() {
      return opened === "mp4";
    },
    form: "first",
    mode: isPrefetch(request.headers) ? "peek" : "admit",
    nowMilliseconds,
    hasLeft: () => request.raw.socket.destroyed,
  };
  return dependencies.checkAccess(question, async (located, token) => {
    const prepared = await prepareFirst(prepareEntry, { stream: located, token }, formats);
    if ("ready" in prepared) opened = prepared.ready.format;
    return prepared;
  });
}

function credentialOf({ token }: OpenBody): Credential {
  return token === "" ? { kind: "none" } : bearer(new Secret(token));
}

function bearer(token: Secret): Credential {
  return { kind: "bearer", token };
}

/** The token of an embed code, anew, where the page plays by it. */
async function renewedToken(
  dependencies: OpenSessionDependencies,
  request: FastifyRequest,
  body: OpenBody,
  nowMilliseconds: number,
): Promise<RenewedEmbedToken | undefined> {
  const { renews: handle } = body;
  if (handle === undefined) return undefined;
  const viewer = viewerOf(dependencies, request, body, { name: body.stream, nowMilliseconds });
  return dependencies.renewEmbedToken({ ...viewer, handle, nowMilliseconds });
}

/** Who asks, and what the claims of a token see of it. */
function viewerOf(
  dependencies: OpenSessionDependencies,
  request: FastifyRequest,
  body: OpenBody,
  { name, nowMilliseconds }: { readonly name: string; readonly nowMilliseconds: number },
): Pick<AccessQuestion, "client" | "context"> {
  const { headers } = request;
  const { place, tickets, clientAddress, observe, proxyFacts } = dependencies;
  const ip = clientAddress(request);
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  const site = siteAroundPlayer(headers, { ...body, ticket: body.ticket }, { place, tickets, nowSeconds });
  const connection = proxyFacts(request.raw);
  return {
    client: { ip, userAgent: headers["user-agent"], site },
    // What is opened is played by GET, from the stream's own address on.
    context: observe({ ...streamAddress(name), method: "GET", headers, ip, connection }),
  };
}

/** A page of ours that has played for longer than its ticket is good is where it was when it began. */
function onItsSite(
  { place }: OpenSessionDependencies,
  { headers }: FastifyRequest,
  client: ClientFacts,
  { site }: RenewedEmbedToken,
): ClientFacts {
  return client.site === undefined && headers.origin === place.origin ? { ...client, site } : client;
}

function addressed(registry: Registry, names: readonly string[], stream: FoundAsset["stream"]): string {
  return stream ? askedName(registry, stream, names) : names.join("/");
}

function sendOpened(
  { basePath, nowMilliseconds }: OpenSessionDependencies,
  reply: FastifyReply,
  decision: Extract<Opening, { allowed: true }>,
  ip: string | undefined,
): FastifyReply {
  const { session, stream, prepared, token } = decision;
  const { head, format } = prepared;
  if (session) session.peakBitsPerSecond = head.peakBitsPerSecond;
  const path = [stream.application.name, ...head.path.split("/")].map(encodeURIComponent).join("/");
  const formats: readonly PlayFormat[] = formatsOf(stream);
  return reply
    .code(session ? 201 : 200)
    .headers({ ...corsHeaders, "cache-control": "no-store", "sluice-ref": decision.ref })
    .send({
      session: session?.record.id ?? null,
      url: session ? `${basePath}/s/${session.handle}/${path}` : null,
      format,
      formats,
      kind: stream.kind,
      expires_at: session ? endOf(session.record) : null,
      ...(session && isEmbedToken(session.record) ? { renewable: true } : {}),
      // Viewers' own clocks are wrong, and the player counts down to that end.
      now: Math.floor(nowMilliseconds() / 1000),
      annotations: fillAnnotations(token?.annotations ?? [], { user: token?.user, ip }),
    });
}

/** A page that renews must know of the session's own end, too: it goes over to the next one before that. */
function endOf(record: SessionRecord): number | null {
  const { untilSeconds, capSeconds } = record;
  if (!isEmbedToken(record)) return untilSeconds ?? null;
  return Math.min(untilSeconds ?? capSeconds, capSeconds);
}

function sendRefused(reply: FastifyReply, refusal: Extract<Opening, { allowed: false }>): FastifyReply {
  const body = refusalBody(refusal.reason, refusal.ref);
  if (refusal.reason === "token-missing") reply.header("www-authenticate", 'Bearer realm="sluice"');
  if (body.retry_after !== undefined) reply.header("retry-after", String(body.retry_after));
  return reply
    .code(body.status)
    .headers({ ...corsHeaders, "cache-control": "no-store", "sluice-ref": refusal.ref })
    .send(body);
}

function segmentsOf(stream: string): readonly string[] {
  const path = normalisePath(`/${stream}`);
  return path.ok ? path.segments : [];
}
