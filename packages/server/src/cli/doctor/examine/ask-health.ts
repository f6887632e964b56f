import { Client } from "undici";
import { z } from "zod";
import { systemFault } from "../../system-fault.ts";
import { systemCode } from "./system-code.ts";

const CONNECT_MILLISECONDS = 5_000;
const ANSWER_MILLISECONDS = 5_000;

/** Who answers `GET /v1/health` at some place. */
export type HealthReply =
  | {
      readonly kind: "sluice";
      /** `ok`, or what is wrong. */
      readonly status: string;
      readonly version: string;
      /** Drawn at each start, so that two servers can be told apart. Undefined for servers that have none. */
      readonly instance: string | undefined;
      /** How far the answer's `Date` (whole seconds) is ahead of this clock; at least so much, in milliseconds. */
      readonly aheadMilliseconds: number;
    }
  | { readonly kind: "other"; readonly httpStatus: number }
  | {
      readonly kind: "silent";
      /** The system's code: `ECONNREFUSED`. */
      readonly code: string;
      /** The same in words, without a full stop. */
      readonly fault: string;
    };

/**
 * Where to ask: a server's base URL, or a Unix socket. `anyCertificate`: by an address that its certificate need not
 * name; who answers is told by the instance alone.
 */
export type HealthPlace =
  | { readonly url: string; readonly anyCertificate?: boolean }
  | { readonly socketPath: string };

const health = z.object({ status: z.string(), version: z.string(), instance: z.string().optional() });

/** Asks for `GET /v1/health`. Follows no redirect; answers, whatever happens, within about 10 s. */
export async function askHealth(
  place: HealthPlace,
  nowMilliseconds: () => number = Date.now,
): Promise<HealthReply> {
  const base = new URL("url" in place ? place.url : "http://localhost");
  const client = new Client(base.origin, {
    connect: {
      timeout: CONNECT_MILLISECONDS,
      ...("socketPath" in place
        ? { socketPath: place.socketPath }
        : { rejectUnauthorized: place.anyCertificate !== true }),
    },
    headersTimeout: ANSWER_MILLISECONDS,
    bodyTimeout: ANSWER_MILLISECONDS,
  });
  try {
    const path = `${base.pathname.replace(/\/+$/, "")}/v1/health`;
    const before = nowMilliseconds();
    const { statusCode, headers, body } = await client.request({ method: "GET", path });
    const text = await body.text();
    const span = { before, after: nowMilliseconds() };
    return readReply(statusCode, text, aheadOf(String(headers.date ?? ""), span));
  } catch (error) {
    return { kind: "silent", code: systemCode(error), fault: systemFault(error) };
  } finally {
    await client.destroy();
  }
}

function readReply(httpStatus: number, text: string, aheadMilliseconds: number): HealthReply {
  const parsed = health.safeParse(readJson(text));
  if (!parsed.success) return { kind: "other", httpStatus };
  const { status, version, instance } = parsed.data;
  return { kind: "sluice", status, version, instance, aheadMilliseconds };
}

/**
 * How far the clock behind a `Date` is ahead of this one, in milliseconds; 0 when there is none. The date was written between
 * `before` and `after` and cut to a whole second: only what is beyond both is told.
 */
export function aheadOf(date: string, { before, after }: { before: number; after: number }): number {
  const seen = Date.parse(date);
  if (Number.isNaN(seen)) return 0;
  if (seen > after) return seen - after;
  return Math.min(0, seen + 999 - before);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
