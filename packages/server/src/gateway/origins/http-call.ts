import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { LeaveListener, LeaveSignal } from "../../lib/departure.ts";
import { byteCount } from "./byte-count.ts";
import { DeadlinePassedError } from "./deadline.ts";
import type { HttpResponse } from "./http-response.ts";
import { type BodySource, OriginBody } from "./origin-body.ts";

/** Up to so many bytes, a body is waited for: a stream costs more than the bytes. */
const SMALL_BYTES = 64 * 1024;
const NOTHING = Buffer.alloc(0);

/** What one request may take. */
export interface CallLimits {
  readonly method: "GET" | "HEAD";
  /** Milliseconds to the head of a 200 or 206, to the end of any other answer; undefined: the signal alone decides. */
  readonly headMilliseconds: number | undefined;
  /** Ends the call at any time, with its reason. */
  readonly signal: LeaveSignal;
}

/**
 * One request to an HTTP origin, as undici tells of it. All of a call is one object, with neither a stream nor a
 * controller where a small body comes in one piece, as most segments of audio and parts of LL-HLS do.
 */
export class HttpCall implements Dispatcher.DispatchHandler, BodySource, LeaveListener {
  /** Rejects with the signal's reason, DeadlinePassedError or undici's errors; at once, connection or not. */
  readonly answered: Promise<HttpResponse>;
  readonly #limits: CallLimits;
  readonly #resolve: (response: HttpResponse) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #timer: NodeJS.Timeout | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #givenUp: Error | undefined;
  #isOver = false;
  #statusCode = 0;
  #headers: IncomingHttpHeaders = {};
  /** Of a body that is waited for, what has come. */
  #whole: Buffer = NOTHING;
  #filledBytes = 0;
  #wholeBytes = 0;
  /** Of any other. */
  #body: OriginBody | undefined;

  constructor(limits: CallLimits) {
    const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>();
    this.answered = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#limits = limits;
    const { signal, headMilliseconds } = limits;
    if (headMilliseconds !== undefined) this.#timer = setTimeout(expire, headMilliseconds, this);
    if (signal.aborted) this.handleEvent();
    else signal.addEventListener("abort", this);
  }

  /** The signal has aborted. */
  handleEvent(): void {
    const { reason } = this.#limits.signal;
    this.leave(reason instanceof Error ? reason : new Error("given up"));
  }

  leave(reason: Error): void {
    if (this.#isOver) return;
    this.#givenUp = reason;
    this.#end();
    this.#controller?.abort(reason);
    this.#fail(reason);
  }

  resume(): void {
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#givenUp) controller.abort(this.#givenUp);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: IncomingHttpHeaders,
  ): void {
    // 103 and the like: the answer is still to come.
    if (statusCode < 200 || this.#isOver) return;
    const isMedia = statusCode === 200 || statusCode === 206;
    if (isMedia) clearTimeout(this.#timer);
    this.#statusCode = statusCode;
    this.#headers = headers;
    if (this.#limits.method === "HEAD" || statusCode === 204 || statusCode === 304) return;
    const lengthBytes = byteCount(headers["content-length"]);
    if (isMedia && lengthBytes !== undefined && lengthBytes <= SMALL_BYTES) {
      this.#wholeBytes = lengthBytes;
      return;
    }
    this.#body = new OriginBody(this, lengthBytes);
    this.#resolve({ statusCode, headers, body: this.#body });
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#isOver) return;
    if (this.#body === undefined) this.#collect(piece);
    else if (!this.#body.receive(piece)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#end();
    if (this.#body) this.#body.receive(null);
    else if (this.#filledBytes !== this.#wholeBytes)
      this.#reject(new Error("the body is not as long as said"));
    else this.#resolve({ statusCode: this.#statusCode, headers: this.#headers, body: this.#whole });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#isOver) return;
    this.#end();
    this.#fail(error);
  }

  #collect(piece: Buffer): void {
    if (piece.length === this.#wholeBytes) this.#whole = piece;
    else {
      if (this.#filledBytes === 0) this.#whole = Buffer.allocUnsafe(this.#wholeBytes);
      piece.copy(this.#whole, this.#filledBytes);
    }
    this.#filledBytes += piece.length;
  }

  #fail(error: Error): void {
    this.#reject(error);
    this.#body?.destroy(error);
  }

  /** Nothing more comes; what is told later is not listened to. */
  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#limits.signal.removeEventListener("abort", this);
  }
}

function expire(call: HttpCall): void {
  call.leave(new DeadlinePassedError("too late"));
}
