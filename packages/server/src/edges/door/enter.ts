import { siteOf } from "@sluice/policy";
import type { Secret } from "@sluice/token";
import type { Credential } from "../../access/credential.ts";
import { isSessionOver } from "../../access/is-session-over.ts";
import type { AccessQuestion, Decision } from "../../access/question.ts";
import { sessionCookie } from "../../access/session-cookie.ts";
import type { Entered } from "../../access/standing-sessions.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { EdgeOutcome } from "../web-edge.ts";
import type { Asked } from "./asked.ts";
import type { EdgesDependencies } from "./edges-dependencies.ts";
import { allowedBarely, allowedUnder, refused } from "./outcomes.ts";
import { patienceOf } from "./patience.ts";
import { refusedUnder, sessionRequest } from "./under-session.ts";

/** The store gives up so long before the answer is due. */
const MARGIN_MILLISECONDS = 30;

/**
 * A request without a session of its own. Its token's holder goes on under the session that the token has made; else it is an
 * entry, which spends a use with its answer and hands out the cookie that carries its session.
 */
export function answerEntry(
  dependencies: EdgesDependencies,
  asked: Asked,
  credential: Credential,
): Promise<EdgeOutcome> {
  const question = questionOf(dependencies, asked, credential);
  const enter = async (): Promise<Entered<EdgeOutcome>> => {
    const decision = await dependencies.checkAccess(question, async () => ({ ready: undefined }));
    return entered(asked, decision);
  };
  const { stream } = asked;
  const tokens = tokensOf(credential);
  if (!stream || !tokens) return enter().then(({ answer }) => answer);
  const claim = { tokens, action: "play", stream: stream.facts.stream, client: question.client } as const;
  return dependencies.standing.run(claim, { goOn: session => goOn(dependencies, asked, session), enter });
}

/** None of those that conflict stands for anything. */
function tokensOf(credential: Credential): readonly Secret[] | undefined {
  switch (credential.kind) {
    case "none":
      return [];
    case "bearer":
      return [credential.token];
    case "several":
      return credential.tokens;
    case "conflict":
      return undefined;
  }
}

function questionOf(
  { observe, resourceKind }: EdgesDependencies,
  asked: Asked,
  credential: Credential,
): AccessQuestion {
  const { segments, application, stream, rest, headers, ip, edge, nowMilliseconds } = asked;
  return {
    action: "play",
    door: "edge",
    credential,
    organization: application?.organization,
    client: {
      ip,
      userAgent: headers["user-agent"],
      site: siteOf(headers.origin) ?? siteOf(headers.referer),
    },
    context: observe({ ...asked, trailingSlash: asked.trailingSlash || rest === "" }),
    proof: proofOf(headers),
    locate: () => stream,
    entry: rest,
    isWholeFile: resourceKind(rest) === "progressive",
    asked: segments.slice(0, 2).join("/"),
    // Edges ask for each resource: a holder that comes back, after a restart of ours too, goes on in its session.
    form: "refresh",
    patienceMilliseconds: patienceOf(edge) - MARGIN_MILLISECONDS,
    mode: asked.method === "HEAD" ? "peek" : "admit",
    nowMilliseconds,
    hasLeft: asked.hasLeft,
  };
}

/** More than one proof is none (RFC 9449 section 4.3): joined by a comma they cannot be read. */
function proofOf({ dpop }: Asked["headers"]): string | undefined {
  return typeof dpop === "string" ? dpop : undefined;
}

function entered(asked: Asked, decision: Decision<undefined>): Entered<EdgeOutcome> {
  if (!decision.allowed) {
    return { answer: refused(decision.reason, decision.ref), session: undefined };
  }
  const { session, ref, stream, token } = decision;
  if (!session) return { answer: allowedBarely(ref, stream.facts.stream), session };
  const { folder, isSecure, nowMilliseconds } = asked;
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  const setCookie = sessionCookie(session, { folder, isSecure, nowSeconds });
  // A token that is bound to a key says nothing without its proof: who carries it proves it each time.
  const isBoundToKey = token?.proven?.limits.some(({ name }) => name === "cnf") ?? false;
  const standing = isBoundToKey ? undefined : session;
  return { answer: allowedUnder(session, { ref, setCookie }), session: standing };
}

/** Under the session that stands for the token; undefined when that is over, for then the token itself is judged. */
async function goOn(
  dependencies: EdgesDependencies,
  asked: Asked,
  session: LiveSession,
): Promise<EdgeOutcome | undefined> {
  const request = sessionRequest(dependencies, asked, session.handle);
  const continued = await dependencies.continueSession(request);
  if (continued.ok) return allowedUnder(continued.session);
  if (isSessionOver(session, continued.reason)) return undefined;
  return refusedUnder(dependencies, request, continued);
}
