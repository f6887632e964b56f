import Hls, { type ErrorData, type HlsConfig } from "hls.js";
import type { Engine, EngineTask, EngineTrouble } from "./engine.ts";
import { followIntent } from "./follow-intent.ts";
import { createSessionRoute, type SessionRoute } from "./session-route.ts";

/** Little is buffered ahead, so that the end of a session is noticed within about one segment. Seconds. */
const BUFFER_AHEAD_SECONDS = 20;
const BUFFER_LIMIT_SECONDS = 30;
const BUFFER_BEHIND_SECONDS = 30;
const MAX_MEDIA_RECOVERIES = 2;

/** HLS through Media Source Extensions: the full hls.js, as its light build has no separate audio renditions. */
export const hlsJsEngine: Engine = {
  id: "hls.js",
  format: "hls",
  isSupported: () => Hls.isSupported(),
  attach: task => {
    const route = createSessionRoute(task.url);
    const hls = new Hls(configure(task, route));
    reportTrouble(hls, task, route);
    const intent = followIntent(task.video);
    hls.on(Hls.Events.MEDIA_ATTACHED, intent.resume);
    hls.loadSource(task.url);
    hls.attachMedia(task.video);
    const detach = () => {
      intent.forget();
      hls.destroy();
    };
    return { detach, moveTo: ({ url }) => route.moveTo(url) };
  },
};

function configure({ startSeconds }: EngineTask, route: SessionRoute): Partial<HlsConfig> {
  return {
    startPosition: startSeconds ?? -1,
    maxBufferLength: BUFFER_AHEAD_SECONDS,
    maxMaxBufferLength: BUFFER_LIMIT_SECONDS,
    backBufferLength: BUFFER_BEHIND_SECONDS,
    capLevelToPlayerSize: true,
    // hls.js opens the request itself unless it finds it open.
    xhrSetup: (request, url) => {
      const present = route.resolve(url);
      if (present !== url) request.open("GET", present, true);
    },
  };
}

function reportTrouble(hls: Hls, { onTrouble }: EngineTask, route: SessionRoute): void {
  let recoveries = 0;
  hls.on(Hls.Events.ERROR, (_event, data) => {
    const trouble = judgeError(data);
    if (trouble === undefined) return;
    if (trouble.kind === "status" && route.isLeft(askedUrl(data.networkDetails))) {
      if (data.fatal) hls.startLoad();
      return;
    }
    if (trouble.kind !== "media") return onTrouble(trouble);
    recoveries += 1;
    if (recoveries > MAX_MEDIA_RECOVERIES) return onTrouble(trouble);
    hls.recoverMediaError();
  });
}

/**
 * What an error of hls.js means: 401 and 403 stop at once, for they are about the session; everything else counts
 * only when hls.js has given up. Undefined = hls.js goes on by itself.
 */
export function judgeError(data: HlsError): EngineTrouble | undefined {
  const status = data.response?.code ?? 0;
  const refused = status === 401 || status === 403;
  if (refused || (data.fatal && status >= 400)) {
    return { kind: "status", status, body: replyText(data.networkDetails) };
  }
  if (!data.fatal) return undefined;
  return { kind: data.type === "mediaError" ? "media" : "network" };
}

/** The part of hls.js's error that is judged. */
export type HlsError = Pick<ErrorData, "fatal"> & {
  readonly type: string;
  readonly response?: { readonly code?: number } | undefined;
  readonly networkDetails?: unknown;
};

/** The body of the XMLHttpRequest behind an error; hls.js asks for text or bytes. */
function replyText(request: unknown): string | undefined {
  if (typeof request !== "object" || request === null || !("response" in request)) return undefined;
  const { response } = request;
  if (typeof response === "string") return response;
  return response instanceof ArrayBuffer ? new TextDecoder().decode(response) : undefined;
}

/** Where the XMLHttpRequest behind an error was really sent. */
function askedUrl(request: unknown): string | undefined {
  if (typeof request !== "object" || request === null || !("responseURL" in request)) return undefined;
  return typeof request.responseURL === "string" ? request.responseURL : undefined;
}
