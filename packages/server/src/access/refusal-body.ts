import { type DenyReason, denyText, isRetryable } from "@sluice/policy";
import { GUESS_RETRY_SECONDS } from "../lib/guess-throttle.ts";

/** What a program is told of a refusal; the same at every HTTP door. */
export interface RefusalBody {
  readonly reason: DenyReason;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** GET /v1/decisions/{ref} and `sluice why` explain it to the operator. */
  readonly ref: string;
  /** Seconds after which the same request may succeed. */
  readonly retry_after?: number;
}

const RETRY_SECONDS = 5;

/** Renders a refusal for programs; holds public texts only. */
export function refusalBody(reason: DenyReason, ref: string): RefusalBody {
  const { status, title, detail } = denyText(reason);
  const body = { reason, status, title, detail, ref };
  if (!isRetryable(reason)) return body;
  return { ...body, retry_after: reason === "too-many-guesses" ? GUESS_RETRY_SECONDS : RETRY_SECONDS };
}
