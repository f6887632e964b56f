import { bucketBase } from "../../../gateway/origins/bucket-base.ts";
import { bucketErrorCode } from "../../../gateway/origins/bucket-error.ts";
import { credentialHeaders } from "../../../gateway/origins/http-credential.ts";
import { exchange } from "../../../gateway/origins/http-exchange.ts";
import { replyOfFailure } from "../../../gateway/origins/http-failure.ts";
import { discard } from "../../../gateway/origins/http-response.ts";
import { signedHeaders } from "../../../gateway/origins/signed-headers.ts";
import { egressAgent } from "../../../lib/egress.ts";
import type { OriginSettings } from "../../../registry/application.ts";

const CONNECT_MILLISECONDS = 3_000;
const ANSWER_MILLISECONDS = 5_000;

/** Media that is asked for over HTTP. */
export type RemoteOrigin = Extract<OriginSettings, { kind: "http" | "bucket" }>;

/** The URL that the media of an origin stands behind. */
export function baseOf(origin: RemoteOrigin): string {
  return origin.kind === "http" ? origin.url : bucketBase(origin);
}

/** What an HTTP origin said, or why nothing came; the fault names hosts only and has no full stop. */
export type OriginAnswer =
  | {
      readonly status: number;
      /** Why a bucket refuses, in its own code: `SignatureDoesNotMatch`. */
      readonly code?: string | undefined;
    }
  | { readonly fault: string; readonly isRefusedByPolicy: boolean };

/**
 * Asks for an origin's base address as the gateway would: with its credentials, under the egress policy. By HEAD; a bucket
 * by GET, as only a body says why it refuses.
 */
export async function askOrigin(origin: RemoteOrigin): Promise<OriginAnswer> {
  const agent = egressAgent({
    allowPrivate: origin.allowPrivate,
    writtenUrls: origin.byOperator ? [baseOf(origin)] : [],
    connectTimeoutMilliseconds: CONNECT_MILLISECONDS,
    connections: 1,
  });
  const url = new URL(baseOf(origin));
  try {
    const { response } = await exchange(agent, {
      method: origin.kind === "bucket" ? "GET" : "HEAD",
      url,
      headers: {},
      ownHeaders: method => ownHeaders(origin, method, url),
      bodyIdleMilliseconds: ANSWER_MILLISECONDS,
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    const code = origin.kind === "bucket" ? await bucketErrorCode(response) : undefined;
    discard(response);
    return { status: response.statusCode, ...(code !== undefined && { code }) };
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError") {
      return { fault: "no answer in time", isRefusedByPolicy: false };
    }
    const isRefusedByPolicy = error instanceof Error && "code" in error && error.code === "egress-refused";
    const { reason, detail } = replyOfFailure(error);
    return { fault: detail || reason, isRefusedByPolicy };
  } finally {
    await agent.destroy();
  }
}

function ownHeaders(
  origin: RemoteOrigin,
  method: "GET" | "HEAD",
  url: URL,
): Readonly<Record<string, string>> {
  if (origin.kind === "http") return { ...origin.headers, ...credentialHeaders(origin.credential) };
  return signedHeaders(origin, { method, url, nowMilliseconds: Date.now() });
}
