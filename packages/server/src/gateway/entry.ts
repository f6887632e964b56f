import { type EntryForm, siteOf } from "@sluice/policy";
import { queryWithoutCredentials } from "../access/query-credentials.ts";
import type { AccessQuestion, Decision, Prepare } from "../access/question.ts";
import { isLinkPreview } from "../http/link-preview.ts";
import { isPrefetch, wantsPage } from "../http/wants-page.ts";
import type { LocatedStream } from "../registry/application.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import { bootstrapManifest } from "./bootstrap.ts";
import { readCredential } from "./credential-carriers.ts";
import { asDownload } from "./download.ts";
import { entryCookies } from "./entry-cookie.ts";
import { firstEntry } from "./first-entry.ts";
import type { GatewayDependencies, GatewayRequest } from "./gateway-request.ts";
import { isKeyFile } from "./key-file.ts";
import { withoutPlayerReport } from "./origin-query.ts";
import type { EntryHead } from "./prepare-entry.ts";
import { isBeyondStart, parseRange } from "./range.ts";
import { renderRefusal } from "./render-refusal.ts";
import { type RenewedAddress, renewalHeaders, renewByRedirect } from "./renew-entry.ts";
import { manifestHeaders } from "./reply-headers.ts";
import { resourceKind } from "./resource-kind.ts";
import { placeUrl, sessionPlace } from "./session-place.ts";
import { answerSession } from "./session-request.ts";

/** An entry: `/{app}/{stream}/…` with a token. Spends a use only when media goes out. */
export async function answerEntry(dependencies: GatewayDependencies, entry: GatewayRequest): Promise<void> {
  const { request, response } = entry;
  const [name = "", ...segments] = entry.segments;
  const application = dependencies.registry.application(name);
  const found = application && dependencies.registry.locate(application, segments);
  const rest = found?.rest.join("/") ?? "";
  // What a bare address plays decides whether its return is a refresh.
  const played = rest === "" && found ? (firstEntry(found.stream) ?? "") : rest;
  if (isPrefetch(request.headers)) {
    const ref = dependencies.refuseRequest(entry, "prefetch-refused");
    const refusal = { reason: "prefetch-refused", ref, dialect: entry.dialect } as const;
    return renderRefusal(request, response, refusal, dependencies.refusalPage);
  }
  if (isPageAddress(found ? rest : segments.slice(1).join("/")) && getsPage(entry)) {
    return dependencies.streamPage(entry, found?.stream);
  }
  const range = parseRange(request.headers.range);
  const question: AccessQuestion = {
    action: "play",
    door: "gateway",
    credential: readCredential(entry.query, request.headers, entry.pathTokens),
    organization: application?.organization,
    client: {
      ip: entry.ip,
      userAgent: request.headers["user-agent"],
      site: siteOf(request.headers.origin) ?? siteOf(request.headers.referer),
    },
    context: dependencies.observe({
      ...entry,
      // A stream's own address is one, with its slash or without.
      trailingSlash: entry.trailingSlash || found?.rest.length === 0,
      method: request.method,
      headers: request.headers,
      connection: dependencies.proxyFacts(request),
    }),
    proof: proofOf(request.headers),
    locate: () => found?.stream,
    entry: played,
    isWholeFile: resourceKind(played) === "progressive",
    asked: entry.segments.slice(0, 2).join("/"),
    form: formOf(found?.stream, played, isBeyondStart(range)),
    mode: request.method === "HEAD" ? "peek" : "admit",
    nowMilliseconds: entry.nowMilliseconds,
    hasLeft: () => entry.response.destroyed,
  };
  const prepare: Prepare<EntryHead | RenewedAddress | KeyHead> = async (stream, token) => {
    if (isKeyFile(played)) return { ready: keyHead };
    const renewed = await renewByRedirect(dependencies, entry, token, stream);
    if (renewed) return { instead: renewed };
    const query = withoutPlayerReport(queryWithoutCredentials(entry.query));
    return dependencies.prepareEntry({ stream, token, rest, query, range, rendition: entry.rendition });
  };
  const decision = await dependencies.checkAccess(question, prepare);
  if (decision.allowed) return renderEntry(dependencies, entry, decision);
  const nowSeconds = Math.floor(entry.nowMilliseconds / 1000);
  const answer = dependencies.answerRefusal(decision, { application: application?.name, nowSeconds });
  const { dialect } = entry;
  const refusal = { ...decision, answer, proofNonce: dependencies.proofNonce(nowSeconds), dialect };
  if (answer) renderRefusal(request, response, refusal, dependencies.refusalPage);
  // An address that names no stream must look like one that does.
  else if (wantsPage(request.headers)) dependencies.refusedPage(entry, decision);
  else renderRefusal(request, response, refusal, dependencies.refusalPage);
}

/** More than one proof is none (RFC 9449 section 4.3): joined by a comma they cannot be read. */
function proofOf({ dpop }: GatewayRequest["request"]["headers"]): string | undefined {
  return typeof dpop === "string" ? dpop : undefined;
}

/** Who looks at a link in advance must spend nothing, whatever it leads to. */
function getsPage({ request: { headers }, isOwnFile = false }: GatewayRequest): boolean {
  return isOwnFile ? isLinkPreview(headers["user-agent"]) : wantsPage(headers);
}

/** A person who opens a stream, or one of its entries, gets the page: loading it spends nothing. */
function isPageAddress(rest: string): boolean {
  const kind = resourceKind(rest);
  return rest === "" || kind === "manifest" || kind === "progressive";
}

/**
 * Players reload a live MPD for life, and come back with a Range when they seek in a file. The key of encrypted media, for
 * which some of them send the token again, belongs to what they play already.
 */
function formOf(stream: LocatedStream | undefined, rest: string, beyondStart: boolean): EntryForm {
  if (isKeyFile(rest)) return "return";
  const isRefresh = rest.endsWith(".mpd")
    ? stream?.kind === "live"
    : beyondStart && resourceKind(rest) === "progressive";
  return isRefresh ? "refresh" : "first";
}

/** A key is sent under the session that runs. */
interface KeyHead {
  readonly form: "key";
}

const keyHead: KeyHead = { form: "key" };

async function renderEntry(
  dependencies: GatewayDependencies,
  entry: GatewayRequest,
  decision: Extract<Decision<EntryHead | RenewedAddress | KeyHead>, { allowed: true }>,
): Promise<void> {
  const { response } = entry;
  const { prepared: head, session, stream, token } = decision;
  if (head.form === "key") return sendKey(dependencies, entry, session);
  if (head.form === "renewed") {
    const { status, location } = head;
    const headers = { ...manifestHeaders, "sluice-ref": decision.ref, location, "content-length": 0 };
    response.writeHead(status, headers).end();
    return;
  }
  if (session) session.peakBitsPerSecond = head.peakBitsPerSecond;
  const renewal = session ? await renewalHeaders(dependencies, entry, token, stream) : {};
  const headers = { ...manifestHeaders, ...renewal, "sluice-ref": decision.ref };
  if (!session) {
    response.writeHead(200, { ...headers, ...headOf(head) }).end();
    return;
  }
  const place = sessionPlace(dependencies, stream.application, { session, by: stream.application.carriage });
  const cookies = entryCookies(dependencies, session, { stream, nowMilliseconds: entry.nowMilliseconds });
  const renewed = renewal["set-cookie"];
  // A header of its own for each: a cookie's attributes hold commas.
  const setCookie = [...cookies, ...(renewed === undefined ? [] : [renewed])];
  const all = { ...headers, ...(setCookie.length > 0 && { "set-cookie": setCookie }) };
  if (head.form === "progressive") {
    const location = asDownload(placeUrl(place, head.path), entry.query);
    response.writeHead(302, { ...all, location, "content-length": 0 }).end();
    return;
  }
  const text = bootstrapManifest(head, { ...place, keep: head.keep });
  const type = head.manifest.kind.contentType;
  response.writeHead(200, { ...all, "content-type": type, "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** Of a HEAD no more is said than that the token is good for it. */
async function sendKey(
  dependencies: GatewayDependencies,
  entry: GatewayRequest,
  session: LiveSession | undefined,
): Promise<void> {
  if (session) return answerSession(dependencies, entry, { by: "path", handles: [session.handle] });
  entry.response.writeHead(200, { ...manifestHeaders, "content-type": "application/octet-stream" }).end();
}

/** What a HEAD is told: no session is made for it, so it hears of the media itself, not of an address to go on to. */
function headOf(head: EntryHead): Record<string, string | number> {
  if (head.form === "manifest") return { "content-type": head.manifest.kind.contentType };
  const { contentType, contentLength } = head;
  const type = { "content-type": contentType, "accept-ranges": "bytes" };
  return contentLength === undefined ? type : { ...type, "content-length": contentLength };
}
