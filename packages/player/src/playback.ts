import type { Attachment, Engine, EngineTrouble } from "./engines/engine.ts";
import { playerRefusal } from "./player-refusals.ts";
import { parseRefusal, type Refusal } from "./refusal.ts";
import type { PlaySession } from "./session.ts";
import type { Probe, SessionClient } from "./session-client.ts";
import { type SessionWatch, watchSession } from "./session-watch.ts";
import { watchStall } from "./stall-watch.ts";

/** What one stretch of playing needs. */
export interface PlaybackTask {
  readonly video: HTMLVideoElement;
  readonly session: PlaySession;
  readonly engine: Engine;
  readonly token: string | undefined;
  readonly startSeconds: number | undefined;
  readonly client: SessionClient;
  /** Called once, when it cannot go on; the picture has stopped by then. */
  readonly onOver: (refusal: Refusal) => void;
  /** Media that should play does not come; false: it does again. */
  readonly onStalled: (isStalled: boolean) => void;
}

const RESTARTS_PER_MINUTE = 3;

/** Plays a session from its making until `stop()`, or until the server, the network or the media ends it. */
export class Playback {
  readonly #task: PlaybackTask;
  readonly #watch: SessionWatch;
  readonly #stopStallWatch: () => void;
  #session: PlaySession;
  #token: string | undefined;
  #attachment: Attachment | undefined;
  #over = false;
  #asking = false;
  #restartsMs: readonly number[] = [];

  constructor(task: PlaybackTask) {
    this.#task = task;
    this.#session = task.session;
    this.#token = task.token;
    this.#watch = this.#startWatch();
    this.#stopStallWatch = watchStall({
      video: task.video,
      isOnline: () => navigator.onLine,
      onStalled: task.onStalled,
      onLost: () => void this.#lose(),
    });
    this.#attachment = this.#attach(task.startSeconds);
  }

  /** Goes on under another session of the same stream: without a stop where the engine can, else with a short one. */
  moveTo(session: PlaySession, token: string | undefined): void {
    if (this.#over) return;
    this.#session = session;
    this.#token = token;
    if (this.#attachment?.moveTo({ url: session.url, token }) === true) return;
    this.#reattach(this.#task.video.paused);
  }

  /** Lets the video go. May be called twice. */
  stop(): void {
    this.#over = true;
    this.#watch.stop();
    this.#stopStallWatch();
    this.#attachment?.detach();
    this.#attachment = undefined;
  }

  #startWatch(): SessionWatch {
    const { client, video } = this.#task;
    return watchSession({
      probe: () => this.#probe(client),
      isPlaying: () => !video.paused,
      onRefused: refusal => this.#end(refusal),
    });
  }

  /** An answer about a session that was left meanwhile counts for nothing. */
  async #probe(client: SessionClient): Promise<Probe> {
    const session = this.#session;
    const answer = await client.probe(session);
    return session === this.#session ? answer : { outcome: "alive" };
  }

  #attach(startSeconds: number | undefined): Attachment {
    const { engine, video } = this.#task;
    const onTrouble = (trouble: EngineTrouble) => void this.#face(trouble);
    return engine.attach({ video, url: this.#session.url, token: this.#token, startSeconds, onTrouble });
  }

  /** One trouble at a time: a dead session makes several requests fail together. */
  async #face(trouble: EngineTrouble): Promise<void> {
    if (this.#over || this.#asking) return;
    if (trouble.kind === "doubt") return this.#watch.ask();
    if (trouble.kind === "media") return this.#end(playerRefusal("media-broken"));
    const wasPaused = this.#task.video.paused;
    if (trouble.kind === "status") this.#task.video.pause();
    const refusal = await this.#explain(trouble);
    if (refusal !== undefined) this.#end(refusal);
    else this.#restart(wasPaused);
  }

  /** Nothing has come for long, and the engine does not complain. Beginning anew would play a live stream's end again. */
  async #lose(): Promise<void> {
    if (this.#over || this.#asking) return;
    this.#end((await this.#explain({ kind: "network" })) ?? playerRefusal("media-late"));
  }

  async #explain(trouble: EngineTrouble): Promise<Refusal | undefined> {
    this.#asking = true;
    const refusal = await explain(trouble, () => this.#probe(this.#task.client));
    this.#asking = false;
    return refusal;
  }

  /** The session is well but its media stopped coming, as when a phone changes networks. */
  #restart(wasPaused: boolean): void {
    if (this.#over) return;
    const nowMs = performance.now();
    this.#restartsMs = [...this.#restartsMs.filter(atMs => nowMs - atMs < 60_000), nowMs];
    if (this.#restartsMs.length > RESTARTS_PER_MINUTE) {
      this.#end(playerRefusal("media-broken"));
      return;
    }
    this.#reattach(wasPaused);
  }

  #reattach(isPaused: boolean): void {
    const { video } = this.#task;
    const { currentTime, duration } = video;
    const isRecording = this.#session.kind === "vod" && duration !== Number.POSITIVE_INFINITY;
    this.#attachment?.detach();
    this.#attachment = this.#attach(isRecording ? currentTime : undefined);
    if (!isPaused) void video.play().catch(() => {});
  }

  #end(refusal: Refusal): void {
    if (this.#over) return;
    this.#over = true;
    this.#task.video.pause();
    this.#task.onOver(refusal);
  }
}

/** Why media does not come: from the reply itself, else by asking. Undefined = the session is well, so go on. */
async function explain(trouble: EngineTrouble, probe: () => Promise<Probe>): Promise<Refusal | undefined> {
  const reply = trouble.kind === "status" ? trouble : undefined;
  const said = reply?.body === undefined ? undefined : parseRefusal(reply.body, reply.status);
  if (said !== undefined) return said;
  const answer = await probe();
  if (answer.outcome === "refused") return answer.refusal;
  if (answer.outcome === "unreachable") return playerRefusal("network-unreachable");
  return reply && playerRefusal("reply-unreadable", reply.status);
}
