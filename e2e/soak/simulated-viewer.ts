import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { slowDown } from "../support/slow-down.ts";
import { SEGMENT_SECONDS } from "./live-origin.ts";
import type { Tally } from "./tally.ts";
import type { SoakViewer } from "./viewer-message.ts";

const SECOND = 1_000;
/** A little more than a segment in its time. */
const SLOW_BYTES_PER_SECOND = 60_000;
const ABORT_EACH = 3;
const GRACE_MILLISECONDS = SECOND;
/** A player that joins begins three segments from the end. */
const FIRST_SEGMENTS = 3;

/** One viewer at work: an HLS player's loop over Node's HTTP client. */
export class SimulatedViewer {
  readonly #viewer: SoakViewer;
  readonly #serverUrl: string;
  readonly #tally: Tally;
  readonly #connections: Agent;
  readonly #leaving = new AbortController();
  #playlist: string | undefined;
  #lastSegment = -1;
  #asked = 0;
  #withdrawnAt = Number.POSITIVE_INFINITY;
  segments = 0;
  isWatching = true;
  mayEnd = false;

  constructor(viewer: SoakViewer, serverUrl: string, tally: Tally) {
    this.#viewer = viewer;
    this.#serverUrl = serverUrl;
    this.#tally = tally;
    this.#connections = new Agent({ keepAlive: true, maxSockets: 2, localAddress: viewer.address });
  }

  /** Watches until it is refused or leaves. */
  async watch(): Promise<void> {
    try {
      while (this.isWatching && !this.#leaving.signal.aborted) {
        const begunAt = performance.now();
        await this.#round();
        const restMilliseconds = SEGMENT_SECONDS * SECOND - (performance.now() - begunAt);
        await pause(Math.max(0, restMilliseconds), undefined, { signal: this.#leaving.signal });
      }
    } catch (fault) {
      if (!this.#leaving.signal.aborted) throw fault;
    } finally {
      this.isWatching = false;
      this.#connections.destroy();
    }
  }

  expectEnd(): void {
    this.mayEnd = true;
  }

  withdrawn(): void {
    this.#withdrawnAt = performance.now();
  }

  leave(): void {
    this.#leaving.abort();
  }

  async #round(): Promise<void> {
    this.#playlist ??= await this.#enter();
    if (this.#playlist === undefined) return;
    const playlist = (await this.#ask(this.#playlist))?.toString();
    if (playlist === undefined) return;
    this.#tally.playlists += 1;
    const numbers = [...playlist.matchAll(/seg-(\d+)\.ts/g)].map(([, number]) => Number(number));
    for (const number of numbers.slice(-FIRST_SEGMENTS).filter(each => each > this.#lastSegment)) {
      const segment = await this.#ask(this.#playlist.replace(/[^/]*$/, `seg-${number}.ts`), "may abort");
      if (segment === undefined) return;
      this.#lastSegment = number;
      if (segment.length === 0) continue;
      this.#tally.segments += 1;
      this.segments += 1;
    }
  }

  async #enter(): Promise<string | undefined> {
    const manifest = (await this.#ask(this.#viewer.entry))?.toString();
    if (manifest === undefined) return undefined;
    this.#tally.entries += 1;
    const [uri] = /\/s\/[\w-]+\/\S*/.exec(manifest) ?? [];
    if (uri === undefined) throw new Error(`no session in ${manifest.slice(0, 200)}`);
    return uri;
  }

  /** The body, empty when the viewer broke it off; undefined when none came, which is counted under what kept it from coming. */
  async #ask(path: string, mayAbort?: "may abort"): Promise<Buffer | undefined> {
    const sentAt = performance.now();
    try {
      const response = await this.#open(path);
      const { statusCode: status = 0 } = response;
      this.#asked += 1;
      if (mayAbort && this.#viewer.habit === "aborting" && this.#asked % ABORT_EACH === 0) {
        response.destroy();
        this.#tally.aborts += 1;
        return Buffer.alloc(0);
      }
      const body = await this.#read(response);
      this.#tally.bytes += body.length;
      if (status === 200) this.#expectAllowed(sentAt);
      else this.#refused(status, body);
      return status === 200 ? body : undefined;
    } catch {
      if (!this.#leaving.signal.aborted) this.#tally.broken += 1;
      return undefined;
    }
  }

  #open(path: string): Promise<IncomingMessage> {
    const { hostname, port } = new URL(this.#serverUrl);
    const headers = { "user-agent": `SoakViewer/${this.#viewer.id}` };
    const { signal } = this.#leaving;
    return new Promise((resolve, reject) => {
      const asked = request({ hostname, port, path, headers, signal, agent: this.#connections });
      asked.once("response", resolve).once("error", reject).end();
    });
  }

  async #read(response: IncomingMessage): Promise<Buffer> {
    const body = this.#viewer.habit === "slow" ? response.compose(slowDown(SLOW_BYTES_PER_SECOND)) : response;
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  #expectAllowed(sentAt: number): void {
    if (sentAt > this.#withdrawnAt + GRACE_MILLISECONDS) this.#tally.playedOn += 1;
  }

  #refused(status: number, body: Buffer): void {
    if (status >= 502 && status <= 504) {
      this.#tally.unavailable += 1;
      return;
    }
    this.isWatching = false;
    const { reason } = JSON.parse(body.toString() || "{}");
    if (this.mayEnd && reason === "token-revoked") {
      this.#tally.rightRefusals += 1;
      return;
    }
    const what = `${status} ${reason}`;
    this.#tally.wrongRefusals[what] = (this.#tally.wrongRefusals[what] ?? 0) + 1;
  }
}
