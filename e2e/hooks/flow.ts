import { createHmac } from "node:crypto";
import type { MintedToken, TestServer } from "../support/sluice.ts";
import { fillIn, type Values } from "./fill-in.ts";
import { type RawAnswer, sendRaw } from "./raw-http.ts";
import type { Sequence, SequenceAnswer, SequenceCall } from "./read-sequences.ts";

/** A flow on its way: its tokens are made, and its stream is its own. */
export interface Flow {
  readonly sluice: TestServer;
  /** `live/…`. */
  readonly stream: string;
  readonly tokens: ReadonlyMap<string, MintedToken>;
  /** Sends a call as this kind of server writes it. */
  send(call: SequenceCall): Promise<RawAnswer>;
  /** Fills an expected answer in; `{{ref}}` stays, since it stands for any reference. */
  fill(answer: SequenceAnswer): SequenceAnswer;
}

let flows = 0;

/** Makes the tokens of a flow, on a stream that no other flow has. */
export async function beginFlow(
  sluice: TestServer,
  kind: string,
  secret: string,
  { setup }: Sequence,
): Promise<Flow> {
  flows += 1;
  const id = `${process.pid}${flows}`;
  const name = `flow-${kind}-${id}`;
  const tokens = new Map<string, MintedToken>();
  for (const [token, grant] of Object.entries(setup)) {
    const full = {
      action: "publish",
      target: { streams: [`live/${name}`] },
      ...fillIn(grant, { stream: name }),
    };
    tokens.set(token, await sluice.mint(full));
  }
  const texts = Object.fromEntries([...tokens].map(([token, { token: text }]) => [token, text]));
  const fixed = { ...texts, stream: name, id, host: new URL(sluice.url).host, secret };
  return {
    sluice,
    stream: `live/${name}`,
    tokens,
    send: call => sendRaw(sluice.url, requestOf(kind, secret, call, fixed)),
    fill: answer => fillIn(answer, { ...fixed, ref: "{{ref}}" }),
  };
}

function requestOf(kind: string, secret: string, written: SequenceCall, fixed: Values) {
  const call = fillIn(written, { ...fixed, now: new Date().toISOString() });
  const { method = "POST", rest = [], query = "", headers = {}, version = "1.1", isSigned = false } = call;
  const body = Buffer.from(call.body ?? call.form?.join("&") ?? (call.json ? JSON.stringify(call.json) : ""));
  // Who signs has the secret nowhere else.
  const path = ["", "hooks", kind, ...(isSigned ? [] : [secret]), ...rest].join("/");
  const signature = createHmac("sha1", secret).update(body).digest("base64url");
  return {
    method,
    path: query === "" ? path : `${path}?${query}`,
    version,
    headers: [...Object.entries(headers), ...(isSigned ? [["X-OME-Signature", signature] as const] : [])],
    body,
  };
}
