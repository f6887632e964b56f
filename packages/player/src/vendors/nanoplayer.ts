import type { PlayerController, PlayerOptions, PlayerState } from "../player-options.ts";
import { loadPlayer } from "./load-player.ts";
import { type NanoConfig, type NanoSource, readNanoConfig, readNanoSource } from "./nano-config.ts";
import { nanoErrorOf } from "./nano-errors.ts";

/** The version of the API that this follows. */
const API_VERSION = "5";

/** Members of the API's `state` (nanoplayer_api.md, "state"). */
const UNINITIALIZED = 1;
const READY = 3;
const LOADING = 4;
const PLAYING = 5;
const PAUSED = 6;

/** `setup`: the configuration names no stream. */
const NO_SOURCE = 5001;
const NO_PLAYER = 4106;

/** The path below which scripts of the vendor are, as embedding codes name them. */
const SCRIPTS = "/nanoplayer/";

/** The server that this script came from, with a slash at its end; read while it runs for the first time. */
const server = serverOf(document.currentScript);

/** What handlers of `config.events` are given. */
export interface NanoEvent {
  readonly name: string;
  readonly player: string;
  readonly id: string;
  readonly version: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: number;
}

let players = 0;

/** Pages of the NanoPlayer play here with the host replaced: the part of its API that such pages use. */
export class NanoPlayer {
  readonly version = API_VERSION;
  readonly coreversion = API_VERSION;
  readonly viewversion = API_VERSION;
  readonly type = "h5live";
  readonly capabilities: readonly string[] = ["h5live"];
  readonly id: string;
  readonly #divId: string;
  #state = UNINITIALIZED;
  #config: unknown;
  #settings: NanoConfig | undefined;
  #source: NanoSource | undefined;
  #controller: PlayerController | undefined;
  #hearing: AbortController | undefined;

  constructor(playerDivId: string) {
    this.#divId = playerDivId;
    players += 1;
    this.id = String(players);
  }

  get state(): number {
    return this.#state;
  }

  /** Resolves to the configuration once the player stands; rejects with `{ code, message }`. */
  async setup(config: unknown): Promise<unknown> {
    const settings = readNanoConfig(config);
    if (settings === undefined) throw problem(NO_SOURCE, "The configuration names no stream.");
    this.#config = config;
    this.#settings = settings;
    await this.#open(settings.source);
    this.#tell("onReady", READY, { config });
    return config;
  }

  /** Another stream, or the same one with another token: then what plays goes on without a stop. */
  async updateSource(source: unknown): Promise<unknown> {
    const next = readNanoSource(source);
    if (next === undefined) throw problem(NO_SOURCE, "The source names no stream.");
    const before = this.#source;
    if (next.stream !== before?.stream || !(await this.#renewed(next))) await this.#open(next);
    this.#source = next;
    this.#config = { ...(this.#config as object), source };
    this.#tell("onUpdateSourceSuccess", this.#state, {});
    return this.#config;
  }

  /** Plays another one of `source.entries`. */
  async switchStream(index: number): Promise<unknown> {
    const { source } = this.#config as { readonly source?: unknown };
    const next = readNanoSource(source, index);
    if (next === undefined) throw problem(NO_SOURCE, "There is no such entry.");
    await this.#open(next);
    return this.#config;
  }

  play(): void {
    this.#controller?.play();
  }

  pause(): void {
    this.#controller?.pause();
  }

  mute(): void {
    this.#set(video => {
      video.muted = true;
    });
  }

  unmute(): void {
    this.#set(video => {
      video.muted = false;
    });
  }

  /** 0 to 1. */
  setVolume(volume: number): void {
    this.#set(video => {
      video.volume = Math.min(1, Math.max(0, volume));
    });
  }

  destroy(): void {
    this.#controller?.destroy();
    this.#controller = undefined;
    this.#hearing?.abort();
    this.#tell("onDestroy", UNINITIALIZED, {});
  }

  #set(change: (video: HTMLVideoElement) => void): void {
    if (this.#controller) change(this.#controller.video);
  }

  async #renewed({ token }: NanoSource): Promise<boolean> {
    return token !== undefined && (await this.#controller?.renew(token)) === true;
  }

  async #open(source: NanoSource): Promise<void> {
    const settings = this.#settings;
    const host = document.getElementById(this.#divId);
    if (host === null || !settings) throw problem(NO_SOURCE, `There is no element #${this.#divId}.`);
    const sluice = await loadPlayer(server).catch(() => {
      throw problem(NO_PLAYER, "The player did not load.");
    });
    this.#controller?.destroy();
    size(host, settings);
    this.#source = source;
    this.#hearRefusals(host);
    const controller = sluice(host, this.#options(settings, source));
    this.#controller = controller;
    this.#listen(controller.video);
  }

  #options(settings: NanoConfig, { stream, token }: NanoSource): PlayerOptions {
    const mayBeLoud = navigator.userActivation.hasBeenActive;
    return {
      server,
      stream,
      playback_token: token,
      autoplay: settings.autoplay,
      muted: settings.muted || (settings.autoplay && settings.automute && !mayBeLoud),
      onState: state => this.#follow(state),
    };
  }

  #follow(state: PlayerState): void {
    if (state === "opening") this.#tell("onLoading", LOADING, {});
  }

  /** One element has one player, also after another source. */
  #hearRefusals(host: HTMLElement): void {
    this.#hearing?.abort();
    this.#hearing = new AbortController();
    const onRefused = (event: Event) => {
      if (event instanceof CustomEvent) this.#tell("onError", PAUSED, { ...nanoErrorOf(event.detail) });
    };
    host.addEventListener("sluice-refused", onRefused, { signal: this.#hearing.signal });
  }

  #listen(video: HTMLVideoElement): void {
    video.addEventListener("playing", () => this.#tell("onPlay", PLAYING, { stats: {} }));
    video.addEventListener("pause", () => this.#tell("onPause", PAUSED, { reason: "normal" }));
    video.addEventListener("volumechange", () => {
      this.#tell(video.muted ? "onMute" : "onUnmute", this.#state, { volume: video.volume });
      this.#tell("onVolumeChange", this.#state, { volume: video.volume });
    });
  }

  #tell(name: string, state: number, data: NanoEvent["data"]): void {
    this.#state = state;
    const event: NanoEvent = {
      name: name.slice(2),
      player: this.#divId,
      id: this.id,
      version: this.version,
      data,
      state,
    };
    this.#settings?.events[name]?.(event);
  }
}

function size(host: HTMLElement, { width, height, aspectRatio }: NanoConfig): void {
  if (width !== undefined) host.style.width = width;
  if (height !== undefined) host.style.height = height;
  if (aspectRatio !== undefined) host.style.aspectRatio = aspectRatio;
}

function problem(code: number, message: string): Error & { readonly code: number } {
  return Object.assign(new Error(message), { code });
}

/** What stands before `/nanoplayer/…` in the script's address: the host, and the path of a server that has one. */
function serverOf(script: unknown): string {
  const src = script instanceof HTMLScriptElement ? script.src : "";
  const url = new URL(src || "/", location.href);
  const end = url.pathname.indexOf(SCRIPTS);
  return new URL(end < 0 ? "/" : url.pathname.slice(0, end + 1), url).href;
}

Object.assign(globalThis, { NanoPlayer });
