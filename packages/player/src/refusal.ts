/** Why the server, or the player itself, does not play: what the deny screen is made from. Text only, never markup. */
export interface Refusal {
  /** Stable code: a deny reason of the server, or one of the player's own (player-refusals.ts). */
  readonly reason: string;
  readonly title: string;
  readonly detail: string;
  /** The reference an operator can look up; undefined when no server was asked. */
  readonly ref: string | undefined;
  /** HTTP status; undefined when the refusal came with the page or from the player. */
  readonly status: number | undefined;
  /** Seconds to wait before the same request makes sense. */
  readonly retryAfterSeconds: number | undefined;
}

const REASON = /^[a-z][a-z0-9-]{0,63}$/;
const REF = /^[A-Za-z0-9-]{1,32}$/;
const MAX_TITLE_LENGTH = 120;
const MAX_DETAIL_LENGTH = 400;
const MAX_RETRY_AFTER_SECONDS = 3600;

/**
 * Reads the JSON of a refusal (`reason`, `title`, `detail`, `ref`, `status`, `retry_after`); the `status` of a
 * reply goes before the one in its body. Undefined when it is not a refusal.
 * A long text is cut and a doubtful `ref` left out, so whatever comes fits the screen.
 */
export function readRefusal(value: unknown, status: number | undefined): Refusal | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { reason, title, detail, ref, status: said, retry_after } = value as Record<string, unknown>;
  if (typeof reason !== "string" || !REASON.test(reason)) return undefined;
  return {
    reason,
    title: shortText(title, MAX_TITLE_LENGTH) ?? "Playback was refused",
    detail: shortText(detail, MAX_DETAIL_LENGTH) ?? "",
    ref: typeof ref === "string" && REF.test(ref) ? ref : undefined,
    status: status ?? (typeof said === "number" ? said : undefined),
    retryAfterSeconds: readRetryAfter(retry_after),
  };
}

/** The same from the text of a reply; undefined when the text is not JSON. */
export function parseRefusal(text: string, status: number): Refusal | undefined {
  try {
    return readRefusal(JSON.parse(text), status);
  } catch {
    return undefined;
  }
}

function shortText(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  return value.length > maxLength ? `${value.slice(0, maxLength - 1)}…` : value;
}

function readRetryAfter(value: unknown): number | undefined {
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) return undefined;
  return Math.min(Math.ceil(value), MAX_RETRY_AFTER_SECONDS);
}
