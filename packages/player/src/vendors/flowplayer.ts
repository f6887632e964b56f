import type { PlayerController } from "../player-options.ts";
import { readFlowplayerOptions } from "./flowplayer-options.ts";
import { loadPlayer } from "./load-player.ts";

/** The server that this module came from: what stands before `/{uuid}/{uuid}.js`. */
const server = new URL("../", import.meta.url).href;

// A module's importers wait for it, so that the call itself can answer at once.
const sluice = await loadPlayer(server);

/** A player as embedding codes know it: the video element, and a few methods more. */
export interface FlowplayerApi {
  on(events: string | readonly string[], listener: EventListener): FlowplayerApi;
  once(events: string | readonly string[], listener: EventListener): FlowplayerApi;
  off(events: string | readonly string[], listener: EventListener): FlowplayerApi;
  togglePlay(): void;
  toggleMute(): void;
  destroy(): void;
}

/**
 * `import flowplayer from "{host}/{uuid}/{uuid}.js"; flowplayer("#player-{id}", { playback_token })`: embedding codes of
 * Flowplayer OVP and Wowza Video play here with the host replaced. Throws when no element matches.
 */
export default function flowplayer(
  target: string | HTMLElement,
  options: unknown = {},
): HTMLVideoElement & FlowplayerApi {
  const host = typeof target === "string" ? document.querySelector<HTMLElement>(target) : target;
  if (host === null) throw new Error("flowplayer: no element of this page matches the target");
  const controller = sluice(host, { server, ...readFlowplayerOptions(options, host.id) });
  return apiOf(controller);
}

/** The element with the API's methods before its own; `play` opens the session first, as the play button does. */
function apiOf(controller: PlayerController): HTMLVideoElement & FlowplayerApi {
  const { video } = controller;
  const each = (events: string | readonly string[]): readonly string[] =>
    typeof events === "string" ? events.split(/\s+/) : events;
  const listen = (events: string | readonly string[], listener: EventListener, once: boolean) => {
    for (const name of each(events)) video.addEventListener(name, listener, { once });
    return api;
  };
  const methods: FlowplayerApi & Pick<HTMLVideoElement, "play" | "pause"> = {
    play: async () => controller.play(),
    pause: () => controller.pause(),
    on: (events, listener) => listen(events, listener, false),
    once: (events, listener) => listen(events, listener, true),
    off(events, listener) {
      for (const name of each(events)) video.removeEventListener(name, listener);
      return api;
    },
    togglePlay: () => (video.paused ? controller.play() : controller.pause()),
    toggleMute: () => {
      video.muted = !video.muted;
    },
    destroy: () => controller.destroy(),
  };
  const api = new Proxy(video, {
    get(element, name) {
      if (Object.hasOwn(methods, name)) return Reflect.get(methods, name);
      const member: unknown = Reflect.get(element, name, element);
      return typeof member === "function" ? member.bind(element) : member;
    },
    set: (element, name, value) => Reflect.set(element, name, value, element),
  }) as HTMLVideoElement & FlowplayerApi;
  return api;
}
