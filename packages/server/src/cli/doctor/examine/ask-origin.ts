import { discard, exchange } from "../../../gateway/origins/http-exchange.ts";
import { replyOfFailure } from "../../../gateway/origins/http-failure.ts";
import { egressAgent } from "../../../lib/egress.ts";
import type { OriginSettings } from "../../../registry/application.ts";

const CONNECT_MILLISECONDS = 3_000;
const ANSWER_MILLISECONDS = 5_000;

/** Another HTTP server with media. */
export type HttpOrigin = Extract<OriginSettings, { kind: "http" }>;

/** What an HTTP origin said, or why nothing came; the fault names hosts only and has no full stop. */
export type OriginAnswer =
  | { readonly status: number }
  | { readonly fault: string; readonly isRefusedByPolicy: boolean };

/** Sends HEAD to an origin's base address as the gateway would: with its headers, under the egress policy. */
export async function askOrigin(origin: HttpOrigin): Promise<OriginAnswer> {
  const agent = egressAgent({
    allowPrivate: origin.allowPrivate,
    writtenUrls: origin.byOperator ? [origin.url] : [],
    connectTimeoutMilliseconds: CONNECT_MILLISECONDS,
    connections: 1,
  });
  try {
    const { response } = await exchange(agent, {
      method: "HEAD",
      url: new URL(origin.url),
      headers: {},
      ownHeaders: origin.headers,
      bodyIdleMilliseconds: ANSWER_MILLISECONDS,
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    discard(response);
    return { status: response.statusCode };
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
