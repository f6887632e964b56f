import { outsideText } from "../lib/redact.ts";
import type { DeliveryAttempt } from "../store/webhooks.ts";
import type { Answer, Outgoing } from "./send.ts";
import type { Webhook } from "./webhook.ts";

/** A receiver has so long for its whole answer. */
const TIMEOUT_MILLISECONDS = 10_000;

export interface AttemptDependencies {
  readonly send: (request: Outgoing) => Promise<Answer>;
  readonly nowMilliseconds: () => number;
  /** The version of the program, for the User-Agent. */
  readonly version: string;
}

/** The body of a delivery and the id that it has in every attempt. */
export interface SignedContent {
  readonly id: string;
  readonly payload: string;
}

/** Signs and sends a message once, and tells what came back. `stopping` ends it. Never rejects. */
export async function attempt(
  dependencies: AttemptDependencies,
  webhook: Webhook,
  content: SignedContent,
  stopping?: AbortSignal,
): Promise<DeliveryAttempt> {
  const { nowMilliseconds } = dependencies;
  const atMilliseconds = nowMilliseconds();
  const timestampSeconds = Math.floor(atMilliseconds / 1000);
  const came = await answerOf(dependencies, webhook, { ...content, timestampSeconds }, stopping);
  const durationMilliseconds = Math.max(0, nowMilliseconds() - atMilliseconds);
  return { atMilliseconds, durationMilliseconds, ...came };
}

async function answerOf(
  { send, version }: AttemptDependencies,
  webhook: Webhook,
  { id, payload, timestampSeconds }: SignedContent & { readonly timestampSeconds: number },
  stopping: AbortSignal | undefined,
): Promise<Pick<DeliveryAttempt, "status" | "error">> {
  const signature = webhook.signatures(id, timestampSeconds, payload);
  if (signature === undefined) {
    return { status: undefined, error: "its secret cannot be opened with this master key: rotate it" };
  }
  const headers = {
    "content-type": "application/json",
    "user-agent": `Sluice/${version}`,
    "webhook-id": id,
    "webhook-timestamp": String(timestampSeconds),
    "webhook-signature": signature,
  };
  const { url, allowPrivate } = webhook.document;
  const timeout = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  const signal = stopping === undefined ? timeout : AbortSignal.any([timeout, stopping]);
  try {
    return judged(await send({ url, headers, body: payload, allowPrivate, signal }));
  } catch (error) {
    return { status: undefined, error: failureText(error) };
  }
}

/** Any 2xx is a success. What else was said is kept with every credential taken out. */
function judged({ status, text }: Answer): Pick<DeliveryAttempt, "status" | "error"> {
  if (status >= 200 && status < 300) return { status, error: undefined };
  const said = outsideText(text.trim());
  const redirect = status >= 300 && status < 400 ? "; redirects are not followed" : "";
  return { status, error: `answered ${status}${redirect}${said === "" ? "" : `: ${said}`}` };
}

function failureText(error: unknown): string {
  if (!(error instanceof Error)) return "could not be sent";
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MILLISECONDS / 1000} s`;
  const code = "code" in error ? String(error.code) : "";
  if (code === "egress-refused") return "the egress policy refuses this address";
  return outsideText(code === "" ? error.message : `${code}: ${error.message}`);
}
