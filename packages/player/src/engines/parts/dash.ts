import { MediaPlayer, type MediaPlayerClass } from "dashjs";
import type { Attachment, EngineTask } from "../engine.ts";
import { createSessionRoute, type SessionRoute } from "../session-route.ts";
import { judgeDashError } from "./judge-dash-error.ts";
import { ownClocks } from "./own-clocks.ts";

/** As with HLS: little ahead, so that the end of a session is noticed soon. Seconds. */
const BUFFER_AHEAD_SECONDS = 16;
const BUFFER_BEHIND_SECONDS = 30;

/** Plays DASH with dash.js. */
export function attachDash(task: EngineTask): Attachment {
  const player = MediaPlayer().create();
  const route = createSessionRoute(task.url);
  const { video, url, startSeconds } = task;
  configure(player, route, task);
  repeatPlay(player, video);
  askOwnClocksAlone(player, url);
  player.initialize(video, undefined, !video.paused);
  player.attachSource(url, startSeconds);
  return { detach: () => player.destroy(), moveTo: move => route.moveTo(move.url) };
}

function configure(player: MediaPlayerClass, route: SessionRoute, { onTrouble }: EngineTask): void {
  player.updateSettings({
    debug: { logLevel: 0 },
    streaming: {
      // By the viewer's own clock, unless the manifest has one (askOwnClocksAlone).
      utcSynchronization: { enabled: false },
      buffer: {
        bufferTimeDefault: BUFFER_AHEAD_SECONDS,
        bufferTimeAtTopQuality: BUFFER_AHEAD_SECONDS,
        bufferTimeAtTopQualityLongForm: BUFFER_AHEAD_SECONDS,
        bufferToKeep: BUFFER_BEHIND_SECONDS,
      },
    },
  });
  player.addRequestInterceptor(async request => {
    // The same object: dash.js knows its requests by it.
    request.url = route.resolve(request.url);
    return request;
  });
  player.addResponseInterceptor(async response => {
    const { status = 0, request, data } = response;
    if ((status === 401 || status === 403) && !route.isLeft(request.url)) {
      onTrouble({ kind: "status", status, body: textOf(data) });
    }
    return response;
  });
  player.on(MediaPlayer.events.ERROR, event => {
    const trouble = judgeDashError(event);
    if (trouble !== undefined) onTrouble(trouble);
  });
}

/**
 * dash.js asks for a live stream's next manifest only after the video's `play` event, and listens from its first
 * manifest on: a video that was told to play before that would play what the first one names, and stand still.
 */
function repeatPlay(player: MediaPlayerClass, video: HTMLVideoElement): void {
  player.on(MediaPlayer.events.STREAM_ACTIVATED, () => {
    if (!video.paused) video.dispatchEvent(new Event("play"));
  });
}

/** dash.js asks clocks past its interceptors, and by default one of somebody else. */
function askOwnClocksAlone(player: MediaPlayerClass, url: string): void {
  player.clearDefaultUTCTimingSources();
  player.on(MediaPlayer.events.MANIFEST_LOADED, ({ data }) => {
    const clocks = ownClocks("UTCTiming" in data ? data.UTCTiming : undefined, url);
    Object.assign(data, { UTCTiming: clocks });
    player.updateSettings({ streaming: { utcSynchronization: { enabled: clocks.length > 0 } } });
  });
}

function textOf(data: unknown): string | undefined {
  if (typeof data === "string") return data;
  return data instanceof ArrayBuffer ? new TextDecoder().decode(data) : undefined;
}
