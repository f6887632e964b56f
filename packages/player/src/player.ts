import { chooseEngine } from "./engines/choose-engine.ts";
import { engines } from "./engines/index.ts";
import { formatOrder } from "./format-order.ts";
import { type FormatOrder, openFirst } from "./open-first.ts";
import { Playback } from "./playback.ts";
import type { PlayerController, PlayerOptions, PlayerState } from "./player-options.ts";
import { playerRefusal } from "./player-refusals.ts";
import type { Refusal } from "./refusal.ts";
import { createRenewal, type Renewal } from "./renewal/renewal.ts";
import { planRetry, planStart, type StartPlan } from "./resume.ts";
import { isRetryable } from "./retryable.ts";
import type { Format, PlaySession } from "./session.ts";
import { createSessionClient, type SessionClient } from "./session-client.ts";
import { Stage } from "./stage.ts";
import { type PlayerStart, readStart } from "./start.ts";
import { claimSession, handoverMilliseconds, type Release } from "./tab-lock.ts";
import { createTabMemory, type TabMemory, tabStorage } from "./tab-memory.ts";
import { trackPosition } from "./track-position.ts";
import { tryToPlay } from "./try-to-play.ts";
import { whenVisible } from "./visibility.ts";
import { readAnnotations } from "./watermark/annotation.ts";

export type { PlayerController, PlayerOptions, PlayerState } from "./player-options.ts";

type ResumePlan = Extract<StartPlan, { kind: "resume" }>;

/** Where a stretch of playing begins, and whether it runs at once. */
interface Entry {
  readonly startSeconds: number | undefined;
  readonly plays: boolean;
}

/** What an opening tries, and what is shown when nothing of it works. */
interface Attempt {
  readonly order: FormatOrder;
  readonly startSeconds: number | undefined;
  readonly instead: Refusal | undefined;
}

/** Refusals of this player's own that another format may cure. */
const CURABLE: ReadonlySet<string> = new Set(["media-broken", "playback-unsupported", "reply-unreadable"]);

/**
 * Puts a player into an element (or the one that a selector finds) and returns its controls. Nothing is spent
 * before a click, or before the page is seen with `autoplay`. Throws when the element does not exist or the options
 * name no stream.
 */
export function sluice(target: string | HTMLElement, options: PlayerOptions): PlayerController {
  const host = typeof target === "string" ? document.querySelector<HTMLElement>(target) : target;
  if (host === null) throw new Error("sluice: no element of this page matches the target");
  return new Player(host, options);
}

class Player implements PlayerController {
  readonly #host: HTMLElement;
  readonly #options: PlayerOptions;
  readonly #start: PlayerStart;
  readonly #stage: Stage;
  readonly #client: SessionClient;
  readonly #memory: TabMemory;
  readonly #renewal: Renewal;
  readonly #stopTracking: () => void;
  #state: PlayerState = "waiting";
  #token: string | undefined;
  #session: PlaySession | undefined;
  #playback: Playback | undefined;
  #release: Release | undefined;
  /** What may be tried when the present format fails. */
  #rest: FormatOrder = [];
  #playsOn = false;
  /** Grows with each new beginning, so that a late answer to an older one is not heard. */
  #turn = 0;

  constructor(host: HTMLElement, options: PlayerOptions) {
    const start = readStart(options);
    const { server, stream } = start;
    const { title = stream, playRates = [1], captions = [], memoryKey = stream } = options;
    this.#host = host;
    this.#options = options;
    this.#start = start;
    this.#stage = new Stage(host, { title, playRates, captions });
    this.#client = createSessionClient(server);
    this.#memory = createTabMemory(tabStorage(), memoryKey, server);
    const { video } = this.#stage;
    video.muted = options.muted === true;
    video.loop = options.loop === true;
    video.addEventListener("playing", () => this.#showPlaying());
    video.addEventListener("play", () => {
      if (this.#state === "covered") video.pause();
    });
    video.addEventListener("durationchange", () => this.#showKind());
    const onLeft = (left: number | undefined) => this.#showLeft(left);
    this.#renewal = createRenewal({
      stream,
      options,
      renew: token => this.renew(token),
      renewSession: handle => this.#openNext(this.#token, handle),
      onLeft,
    });
    this.#stopTracking = trackPosition(video, position => this.#remember(position));
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

  async renew(token: string): Promise<boolean> {
    return this.#playback === undefined ? this.#beginWith(token) : this.#openNext(token);
  }

  destroy(): void {
    this.#leave();
    this.#renewal.stop();
    this.#memory.forget();
    this.#stopTracking();
    this.#stage.remove();
  }

  async #begin(): Promise<void> {
    const { refusal } = this.#options;
    const { token: given, session } = this.#start;
    if (session !== undefined) return this.#offer();
    const plan = planStart({ token: given, refusal, remembered: this.#memory.recall() });
    this.#token = plan.token;
    if (plan.kind === "resume") return this.#resume(plan);
    this.#rememberToken();
    if (plan.kind === "refuse") return this.#refuse(plan.refusal);
    await this.#offer();
  }

  /** Goes over to the next session: of a new token, or of the embed code's whose session has the handle `renews`. */
  async #openNext(token: string | undefined, renews?: string): Promise<boolean> {
    const playback = this.#playback;
    const { stream } = this.#start;
    const format = this.#session?.format;
    const answer = await this.#client.open({ token, stream, format, ticket: this.#options.ticket, renews });
    if (answer.outcome === "refused" || playback === undefined || playback !== this.#playback) return false;
    this.#token = token;
    await this.#goOver(playback, answer.session);
    return true;
  }

  /** Nothing plays yet, or no longer: the token is kept for the click, or cures a refusal at once. */
  async #beginWith(token: string): Promise<boolean> {
    this.#token = token;
    this.#rememberToken();
    if (this.#state === "refused") await this.#open(true);
    return true;
  }

  /** Shows the play button, or opens the session once the page is seen. */
  async #offer(): Promise<void> {
    const { autoplay = false, needsClick = !autoplay } = this.#options;
    if (needsClick) return this.#showReady(this.#options.hint);
    const turn = this.#turn;
    await whenVisible(document);
    if (turn === this.#turn) await this.#open(autoplay);
  }

  async #open(plays: boolean, attempt: Attempt = this.#firstAttempt()): Promise<void> {
    const turn = this.#enter("opening");
    this.#session = undefined;
    // Safari lets a video play after an awaited answer only if it was touched during the click.
    if (plays) this.#stage.video.load();
    const { stream, session: given } = this.#start;
    const request = { token: this.#token, stream, ticket: this.#options.ticket };
    const canPlay = (format: Format) => this.#engineFor(format) !== undefined;
    const { answer, rest } =
      given === undefined
        ? await openFirst(this.#client, request, { order: attempt.order, canPlay })
        : { answer: { outcome: "opened", session: given } as const, rest: [] };
    if (turn !== this.#turn) return;
    if (answer.outcome === "refused") return this.#refuse(attempt.instead ?? answer.refusal);
    this.#rest = rest;
    this.#session = answer.session;
    this.#remember({ positionSeconds: 0, paused: false });
    const release = await claimSession(answer.session.id, navigator.locks);
    if (turn !== this.#turn) return release?.();
    this.#release = release;
    await this.#attach(answer.session, { startSeconds: attempt.startSeconds, plays });
  }

  #firstAttempt(): Attempt {
    const { playOrder, formats } = this.#options;
    const order = formatOrder({ format: this.#start.format, playOrder, formats });
    return { order, startSeconds: undefined, instead: undefined };
  }

  async #resume(plan: ResumePlan): Promise<void> {
    const turn = this.#enter("opening");
    const { session } = plan;
    this.#session = session;
    await whenVisible(document);
    const release = await claimSession(session.id, navigator.locks, handoverMilliseconds());
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

  #engineFor(format: Format) {
    const wish = { format, forced: this.#options.engine };
    return chooseEngine(engines, wish, candidate => candidate.isSupported(this.#stage.video));
  }

  async #attach(session: PlaySession, { startSeconds, plays }: Entry): Promise<void> {
    const engine = this.#engineFor(session.format);
    if (engine === undefined) return this.#fall(playerRefusal("playback-unsupported"));
    const { video } = this.#stage;
    this.#host.dataset.engine = engine.id;
    const onOver = (refusal: Refusal) => this.#fall(refusal);
    const onStalled = (isStalled: boolean) => this.#showStalled(isStalled);
    const common = { token: this.#token, client: this.#client, onOver, onStalled };
    this.#playback = new Playback({ video, session, engine, startSeconds, ...common });
    this.#furnish(session);
    if (plays) await this.#run();
    else this.#showReady(undefined);
  }

  /** What a session brings beside its media: whether it is live, its watermarks, its end. */
  #furnish(session: PlaySession): void {
    this.#showKind();
    this.#mark(session);
    this.#renewal.follow(session);
  }

  #mark({ annotations: sent, clockAheadSeconds }: PlaySession): void {
    const annotations = readAnnotations([...sent, ...(this.#options.annotations ?? [])]);
    this.#stage.mark({ annotations, clockAheadSeconds, onSeen: isSeen => this.#showSeen(isSeen) });
  }

  /** The new session plays before the old one is let go. */
  async #goOver(playback: Playback, session: PlaySession): Promise<void> {
    const turn = this.#turn;
    const { currentTime: positionSeconds, paused } = this.#stage.video;
    playback.moveTo(session, this.#token);
    this.#session = session;
    this.#memory.remember({ token: this.#token, session, positionSeconds, paused });
    this.#furnish(session);
    this.#tell("sluice-renewed", { expiresAtSeconds: session.expiresAtSeconds });
    const release = await claimSession(session.id, navigator.locks);
    if (turn !== this.#turn) return release?.();
    this.#release?.();
    this.#release = release;
  }

  /** A browser that forbids sound without a click gets the play button; the session is open already. */
  async #run(): Promise<void> {
    const turn = this.#turn;
    const outcome = await tryToPlay(this.#stage.video, () => turn === this.#turn);
    if (outcome === "forbidden" && turn === this.#turn) this.#showReady(undefined);
  }

  #showPlaying(): void {
    if (this.#playback === undefined) return;
    this.#setState("playing");
    if (this.#stage.isMarkSeen) this.#stage.showVideo();
    else this.#showSeen(false);
  }

  #showStalled(isStalled: boolean): void {
    if (this.#state !== (isStalled ? "playing" : "stalled")) return;
    this.#setState(isStalled ? "stalled" : "playing");
    this.#stage.showStalled(isStalled);
  }

  /** Without its watermark nothing plays; what played plays on when it is back. */
  #showSeen(isSeen: boolean): void {
    const { video } = this.#stage;
    if (!isSeen && (this.#state === "playing" || this.#state === "stalled")) {
      this.#playsOn = !video.paused;
      this.#setState("covered");
      video.pause();
      this.#stage.showCovered();
    } else if (isSeen && this.#state === "covered") {
      this.#setState("playing");
      this.#stage.showVideo();
      if (this.#playsOn) void this.#run();
    }
  }

  #showKind(): void {
    const isEndless = this.#stage.video.duration === Number.POSITIVE_INFINITY;
    this.#stage.showLive(this.#session?.kind === "live" || isEndless);
  }

  #showLeft(leftSeconds: number | undefined): void {
    this.#stage.showLeft(leftSeconds);
    if (leftSeconds !== undefined) this.#tell("sluice-expiring", { leftSeconds });
  }

  #showReady(hint: string | undefined): void {
    this.#setState("ready");
    this.#stage.showReady({ hint, onPlay: () => this.play() });
  }

  /** What another format may cure is tried in it; when that is refused, too, the first reason counts. */
  #fall(refusal: Refusal): void {
    const order = this.#rest;
    if (!CURABLE.has(refusal.reason) || order.length === 0) {
      this.#refuse(refusal);
      return;
    }
    const { currentTime, duration } = this.#stage.video;
    const startSeconds = Number.isFinite(duration) && currentTime > 0 ? currentTime : undefined;
    void this.#open(true, { order, startSeconds, instead: refusal });
  }

  #refuse(refusal: Refusal): void {
    const retry = isRetryable(refusal) ? () => this.#retry(refusal) : undefined;
    this.#setState("refused");
    this.#stage.showRefusal(refusal, retry);
    this.#leave();
    const { reason, title, detail, ref } = refusal;
    this.#tell("sluice-refused", { reason, title, detail, ref });
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
    this.#renewal.rest();
    this.#release?.();
    this.#release = undefined;
  }

  #rememberToken(): void {
    this.#memory.remember({ token: this.#token, session: undefined, positionSeconds: 0, paused: false });
  }

  #remember(position: { readonly positionSeconds: number; readonly paused: boolean }): void {
    const counts: readonly PlayerState[] = ["playing", "stalled", "opening"];
    if (!counts.includes(this.#state) || this.#session === undefined || this.#start.session !== undefined)
      return;
    this.#memory.remember({ token: this.#token, session: this.#session, ...position });
  }

  #setState(state: PlayerState): void {
    if (state === this.#state && this.#host.dataset.state === state) return;
    this.#state = state;
    this.#host.dataset.state = state;
    this.#options.onState?.(state);
    this.#tell("sluice-state", { state });
  }

  /** Pages hear it at the element, or at anything around it. */
  #tell(name: string, detail: Readonly<Record<string, unknown>>): void {
    this.#host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
