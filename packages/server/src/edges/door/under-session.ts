import { siteOf } from "@sluice/policy";
import type { Continuation, SessionRequest } from "../../access/continue-session.ts";
import type { EdgeOutcome } from "../web-edge.ts";
import type { Asked } from "./asked.ts";
import type { EdgesDependencies } from "./edges-dependencies.ts";
import { allowedUnder, refused } from "./outcomes.ts";

type Refused = Extract<Continuation, { ok: false }>;

/** The request as its session judges it; `handle` is the only credential. */
export function sessionRequest(
  { observe, resourceKind }: EdgesDependencies,
  asked: Asked,
  handle: string,
): SessionRequest {
  const { segments, stream, headers, ip, nowMilliseconds } = asked;
  const kind = resourceKind(segments.at(-1) ?? "");
  return {
    handle,
    stream: stream?.facts.stream,
    resource: kind === "manifest" ? "manifest" : "media",
    isWholeFile: kind === "progressive",
    path: segments.join("/"),
    context: observe({ ...asked, ip }),
    client: {
      ip,
      userAgent: headers["user-agent"],
      site: siteOf(headers.origin) ?? siteOf(headers.referer),
    },
    limits: stream?.enforcement.play === "enforce" ? stream.limits : undefined,
    nowMilliseconds,
    door: "edge",
  };
}

/** A request under the handle in its path. Whatever else it carries is not read. */
export async function answerUnderHandle(
  dependencies: EdgesDependencies,
  asked: Asked,
  handle: string,
): Promise<EdgeOutcome> {
  const request = sessionRequest(dependencies, asked, handle);
  const continued = await dependencies.continueSession(request);
  return continued.ok ? allowedUnder(continued.session) : refusedUnder(dependencies, request, continued);
}

/** What cookies come to. */
export type UnderCookies =
  | { readonly allowed: EdgeOutcome }
  /** Writes the refusal down, when nothing else opens the request either. */
  | { readonly refuse: () => EdgeOutcome }
  | undefined;

/** A request with handles in cookies: the first one that holds decides; undefined without any. */
export async function answerUnderCookies(
  dependencies: EdgesDependencies,
  asked: Asked,
  handles: readonly string[],
): Promise<UnderCookies> {
  let first: UnderCookies;
  for (const handle of handles) {
    const request = sessionRequest(dependencies, asked, handle);
    const continued = await dependencies.continueSession(request);
    if (continued.ok) return { allowed: allowedUnder(continued.session) };
    first ??= { refuse: () => refusedUnder(dependencies, request, continued) };
  }
  return first;
}

/** Writes down that a session does not let a request go on. */
export function refusedUnder(
  { refuseSession }: EdgesDependencies,
  request: SessionRequest,
  continued: Refused,
): EdgeOutcome {
  const { reason, ref } = refuseSession(request, continued);
  return refused(reason, ref);
}
