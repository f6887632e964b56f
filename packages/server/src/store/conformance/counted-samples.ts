import type { AdmissionRequest, SessionCounting, StateCheck } from "@sluice/policy";
import type { Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { type RequestChanges, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** As a number alone is counted. */
export const usual: SessionCounting = { per: "token", over: "organization", whenFull: "reject-new" };

/** What of an admission by a limit of sessions a test may choose. */
export interface Asked extends Omit<RequestChanges, "counting"> {
  readonly counting: SessionCounting;
  readonly of?: "token" | "stream";
  readonly uses?: number;
}

/** An admission by a limit of sessions that is counted like this. */
export function asked(token: TokenRecord | undefined, max: number, wanted: Asked): AdmissionRequest {
  const { counting, of = "token", uses, ...changes } = wanted;
  const request = sampleRequest(given(token), {
    maxSessions: of === "token" ? max : undefined,
    counting: { [of]: counting },
    ...changes,
  });
  const checks: StateCheck[] = [{ kind: "slot", max, of, counting }];
  if (uses !== undefined) checks.push({ kind: "use", max: uses });
  return { ...request, checks };
}

/** `admitted`, `continued` or the reason of a refusal. */
export async function outcome(store: Store, request: AdmissionRequest | undefined): Promise<string> {
  const admission = await store.admit(given(request));
  return admission.outcome === "refused" ? admission.reason : admission.outcome;
}

/** The value, which the test has. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the test has none");
  return value;
}

/** A store with access tokens without limits, but for what is wanted. */
export async function opened(open: OpenStore, wanted: readonly Partial<TokenRecord>[]) {
  const { store } = await open();
  const tokens = wanted.map(changes => sampleToken({ kind: "access", maxUses: undefined, ...changes }));
  await store.insertTokens(tokens);
  return { store, tokens };
}
