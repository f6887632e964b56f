import { randomBytes } from "node:crypto";
import type { AdmissionRequest, Comeback } from "@sluice/policy";
import { expect } from "vitest";
import type { Admission, Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { holder, type RequestChanges, sampleRequest, sampleToken } from "./samples.ts";

/** As hooks ask for publishers: 60 s to come back, one question for each session. */
export const PUBLISHING: Comeback = { asksAgain: false, resumeSeconds: 60 };

/** What tests of connections may choose: everything of a request, and the id of the connection. */
export interface ConnectionChanges extends RequestChanges {
  readonly on?: string | undefined;
}

/** A question over an RTMP connection to the server `edge`, always from the same encoder. */
export function connected(token: TokenRecord, changes: ConnectionChanges = {}): AdmissionRequest {
  const { on = randomBytes(4).toString("hex"), ...rest } = changes;
  return sampleRequest(token, {
    door: "hook",
    action: token.action,
    holder: holder("encoder/1"),
    comeback: PUBLISHING,
    connection: { server: "edge", id: on, protocol: "rtmp" },
    ...rest,
  });
}

/** A one-time token to publish, unless told otherwise, that the store has. */
export async function publishToken(store: Store, changes: Partial<TokenRecord> = {}): Promise<TokenRecord> {
  const token = sampleToken({ action: "publish", ...changes });
  await store.insertTokens([token]);
  return token;
}

/** The session that was admitted or goes on; fails for a refusal. */
export function sessionIn(admission: Admission) {
  expect(admission.outcome).toMatch(/^(admitted|continued)$/);
  if (!("session" in admission)) throw new Error("refused");
  return admission.session;
}
