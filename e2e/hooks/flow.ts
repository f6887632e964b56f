import type { MintedToken, TestServer } from "../support/sluice.ts";
import { fillIn } from "./fill-in.ts";
import { type RawAnswer, sendRaw } from "./raw-http.ts";
import type { Sequence, SequenceAnswer, SequenceCall } from "./read-sequences.ts";
import { writeCall } from "./write-call.ts";

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
    send: call => sendRaw(sluice.url, writeCall(kind, secret, fillIn(call, { ...fixed, now: isoNow() }))),
    fill: answer => fillIn(answer, { ...fixed, ref: "{{ref}}" }),
  };
}

function isoNow(): string {
  return new Date().toISOString();
}
