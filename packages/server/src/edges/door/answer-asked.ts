import { handlesInCookies } from "../../access/session-cookie.ts";
import { isLinkPreview } from "../../http/link-preview.ts";
import { isPrefetch } from "../../http/wants-page.ts";
import type { EdgeOutcome } from "../web-edge.ts";
import type { Asked } from "./asked.ts";
import type { EdgesDependencies } from "./edges-dependencies.ts";
import { answerEntry } from "./enter.ts";
import { refused } from "./outcomes.ts";
import { answerUnderCookies, answerUnderHandle } from "./under-session.ts";

/** Under a handle, under a cookie, or an entry; where a cookie's session is over the token that came with it counts. */
export async function answerAsked(dependencies: EdgesDependencies, asked: Asked): Promise<EdgeOutcome> {
  const { handle, headers, query, pathTokens } = asked;
  if (handle !== undefined) return answerUnderHandle(dependencies, asked, handle);
  const handles = handlesInCookies(headers.cookie);
  const underCookies = await answerUnderCookies(dependencies, asked, handles);
  if (underCookies && "allowed" in underCookies) return underCookies.allowed;
  if (isAhead(asked)) return refuseAhead(dependencies, asked);
  const credential = dependencies.readCredential(query, headers, pathTokens);
  if (credential.kind === "none" && underCookies && isEnforced(asked)) return underCookies.refuse();
  return answerEntry(dependencies, asked, credential);
}

/** True for what is fetched before anybody has chosen to look: it must open nothing. */
function isAhead({ headers }: Asked): boolean {
  return isPrefetch(headers) || isLinkPreview(headers["user-agent"]);
}

function refuseAhead(
  { refuseRequest }: EdgesDependencies,
  { segments, ip, nowMilliseconds }: Asked,
): EdgeOutcome {
  const reason = "prefetch-refused";
  return refused(reason, refuseRequest({ segments, ip, nowMilliseconds, door: "edge" }, reason));
}

/** Where no token is asked for, a session that is over is followed by another. */
function isEnforced({ stream }: Asked): boolean {
  return (stream?.enforcement.play ?? "enforce") === "enforce";
}
