import { chooseEngine } from "./engines/choose-engine.ts";
import { engines } from "./engines/index.ts";
import { Playback } from "./playback.ts";
import type { PlayerController, PlayerOptions, PlayerState } from "./player-options.ts";
import { playerRefusal } from "./player-refusals.ts";
import type { Refusal } from "./refusal.ts";
import { planRetry, planStart, type StartPlan } from "./resume.ts";
import { isRetryable } from "./retryable.ts";
import { serverBase } from "./server-base.ts";
import type { PlaySession } from "./session.ts";
import { createSessionClient, type SessionClient } from "./session-client.ts";
import { Stage } from "./stage.ts";
import { claimSession, type Release } from "./tab-lock.ts";
import { createTabMemory, type TabMemory } from "./tab-memory.ts";
import { trackPosition } from "./track-position.ts";
import { whenVisible } from "./visibility.ts";

export type { PlayerController, PlayerOptions, PlayerState } from "./player-options.ts";

type ResumePlan = Extract<StartPlan, { kind: "resume" }>;

/** Where a stretch of playing begins, and whether it runs at once. */
interface Entry {
  readonly startSeconds: number | undefined;
  readonly plays: boolean;
}

/**
 * Puts a player into an element (or the one that a selector finds) and returns its controls. Nothing is spent
 * before a click, or before the page is seen with `autoplay`. Throws when the element does not exist.
 */
export function sluice(target: string | HTMLElement, options: PlayerOptions): PlayerController {
  const host = typeof target === "string" ? document.querySelector<HTMLElement>(target) : target;
  if (host === null) throw new Error("sluice: no element of this page matches the target");
  return new Player(host, options);
}

class Player implements PlayerController {
  readonly #host: HTMLElement;
  readonly #options: PlayerOptions;
  readonly #stage: Stage;
  readonly #client: SessionClient;
  readonly #memory: TabMemory;
  readonly #stopTracking: () => void;
  #state: PlayerState = "waiting";
  #token: string | undefined;
  #session: PlaySession | undefined;
  #playback: Playback | undefined;
  #release: Release | undefined;
  /** Grows with each new beginning, so that a late answer to an older one is not heard. */
  #turn = 0;

  constructor(host: HTMLElement, options: PlayerOptions) {
    const server = serverBase(options.server);
    this.#host = host;
    this.#options = options;
    this.#stage = new Stage(host, options.title ?? options.stream);
    this.#client = createSessionClient(server);
    this.#memory = createTabMemory(sessionStorageIfAllowed(), options.memoryKey ?? options.stream, server);
    this.#stage.video.muted = options.muted === true;
    this.#stage.video.addEventListener("playing", () => this.#showPlaying());
    this.#stopTracking = trackPosition(this.#stage.video, position => this.#remember(position));
    this.#enter("waiting");
    void this.#begin();
  }

  get state(): PlayerState {
    return this.#state;
  }

  get video(): HTMLVideoElement {
    return this.#stage.video;
  }

  play(): void {
    if (this.#playback !== undefined) void this.#run();
    else if (this.#state === "ready" || this.#state === "waiting") void this.#open(true);
  }

  pause(): void {
    this.#stage.video.pause();
  }

  destroy(): void {
    this.#leave();
    this.#memory.forget();
    this.#stopTracking();
    this.#stage.remove();
  }

  async #begin(): Promise<void> {
    const { playback_token: token, refusal } = this.#options;
    const plan = planStart({ token, refusal, remembered: this.#memory.recall() });
    this.#token = plan.token;
    if (plan.kind === "resume") return this.#resume(plan);
    this.#rememberToken();
    if (plan.kind === "refuse") return this.#refuse(plan.refusal);
    await this.#offer();
  }

  /** Shows the play button, or opens the session once the page is seen. */
  async #offer(): Promise<void> {
    const { autoplay = false, needsClick = !autoplay } = this.#options;
    if (needsClick) return this.#showReady(this.#options.hint);
    const turn = this.#turn;
    await whenVisible(document);
    if (turn === this.#turn) await this.#open(autoplay);
  }

  async #open(plays: boolean): Promise<void> {
    const turn = this.#enter("opening");
    this.#session = undefined;
    // Safari lets a video play after an awaited answer only if it was touched during the click.
    if (plays) this.#stage.video.load();
    const { stream, format, ticket } = this.#options;
    const answer = await this.#client.open({ token: this.#token, stream, format, ticket });
    if (turn !== this.#turn) return;
    if (answer.outcome === "refused") return this.#refuse(answer.refusal);
    this.#session = answer.session;
    this.#remember({ positionSeconds: 0, paused: false });
    const release = await claimSession(answer.session.id, navigator.locks);
    if (turn !== this.#turn) return release?.();
    this.#release = release;
    await this.#attach(answer.session, { startSeconds: undefined, plays });
  }

  async #resume(plan: ResumePlan): Promise<void> {
    const turn = this.#enter("opening");
    const { session } = plan;
    this.#session = session;
    await whenVisible(document);
    const release = await claimSession(session.id, navigator.locks);
    if (turn !== this.#turn) return release?.();
    if (release === undefined) return this.#refuse(playerRefusal("open-in-another-tab"));
    this.#release = release;
    const answer = await this.#client.probe(session);
    if (turn !== this.#turn) return;
    if (answer.outcome === "alive") {
      const startSeconds = session.kind === "vod" ? plan.positionSeconds : undefined;
      return this.#attach(session, { startSeconds, plays: !plan.paused });
    }
    if (answer.outcome === "refused" && plan.ifOver === "open") return this.#forgetAndOffer();
    this.#refuse(answer.outcome === "refused" ? answer.refusal : playerRefusal("network-unreachable"));
  }

  async #forgetAndOffer(): Promise<void> {
    this.#leave();
    this.#session = undefined;
    this.#rememberToken();
    await this.#offer();
  }

  async #attach(session: PlaySession, { startSeconds, plays }: Entry): Promise<void> {
    const { video } = this.#stage;
    const wish = { format: session.format, forced: this.#options.engine };
    const engine = chooseEngine(engines, wish, candidate => candidate.isSupported(video));
    if (engine === undefined) return this.#refuse(playerRefusal("playback-unsupported"));
    this.#stage.showLive(session.kind === "live");
    this.#host.dataset.engine = engine.id;
    const onOver = (refusal: Refusal) => this.#refuse(refusal);
    const client = this.#client;
    this.#playback = new Playback({ video, session, engine, startSeconds, client, onOver });
    if (plays) await this.#run();
    else this.#showReady(undefined);
  }

  /** A browser that forbids sound without a click gets the play button; the session is open already. */
  async #run(): Promise<void> {
    const turn = this.#turn;
    try {
      await this.#stage.video.play();
    } catch (error) {
      const forbidden = error instanceof DOMException && error.name === "NotAllowedError";
      if (forbidden && turn === this.#turn) this.#showReady(undefined);
    }
  }

  #showPlaying(): void {
    if (this.#playback === undefined) return;
    this.#setState("playing");
    this.#stage.showVideo();
  }

  #showReady(hint: string | undefined): void {
    this.#setState("ready");
    this.#stage.showReady({ hint, onPlay: () => this.play() });
  }

  #refuse(refusal: Refusal): void {
    const retry = isRetryable(refusal) ? () => this.#retry(refusal) : undefined;
    this.#setState("refused");
    this.#stage.showRefusal(refusal, retry);
    this.#leave();
  }

  #retry(refusal: Refusal): void {
    const session = this.#session;
    if (session === undefined || planRetry(refusal, true) === "open") return void this.#open(true);
    const positionSeconds = this.#memory.recall()?.positionSeconds ?? 0;
    const token = this.#token;
    void this.#resume({ kind: "resume", session, token, positionSeconds, paused: false, ifOver: "refuse" });
  }

  #enter(state: PlayerState): number {
    this.#leave();
    this.#setState(state);
    this.#stage.showBusy();
    return this.#turn;
  }

  /** Ends whatever runs: the media, the claim on the session, and answers on their way. */
  #leave(): void {
    this.#turn += 1;
    this.#playback?.stop();
    this.#playback = undefined;
    this.#release?.();
    this.#release = undefined;
  }

  #rememberToken(): void {
    this.#memory.remember({ token: this.#token, session: undefined, positionSeconds: 0, paused: false });
  }

  #remember(position: { readonly positionSeconds: number; readonly paused: boolean }): void {
    const counts = this.#state === "playing" || this.#state === "opening";
    if (!counts || this.#session === undefined) return;
    this.#memory.remember({ token: this.#token, session: this.#session, ...position });
  }

  #setState(state: PlayerState): void {
    this.#state = state;
    this.#host.dataset.state = state;
    this.#options.onState?.(state);
  }
}

function sessionStorageIfAllowed(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
