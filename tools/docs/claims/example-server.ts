import { createDpopSender } from "../../../packages/server/src/access/testing/dpop-sender.ts";
import { ADMIN_KEY, composeApi } from "../../../packages/server/src/api/testing/compose-api.ts";
import { EXAMPLE_SECONDS } from "./cat-notes.ts";
import type { ExampleRequest, TokenExample } from "./claim-note.ts";

/** One request of an example, and what came of it. */
export interface ExampleOutcome {
  readonly request: ExampleRequest;
  /** undefined: allowed. */
  readonly reason: string | undefined;
  readonly rules: readonly { readonly rule: string; readonly outcome: string; readonly detail: string }[];
}

/** What an example came to. */
export interface ExampleRun {
  /** What the text of the token says, as `POST /v1/tokens` answers it. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly outcomes: readonly ExampleOutcome[];
}

/** A whole server, without a socket, at a clock that stands still, on which examples are carried out. */
export interface ExampleServer {
  run(grant: Readonly<Record<string, unknown>>, example: TokenExample): Promise<ExampleRun>;
  close(): Promise<void>;
}

type Answer = Readonly<Record<string, unknown>>;

const OLD_SECONDS = 3_600;
const everyRequest = { action: "play", stream: "demo/clip", ip: "203.0.113.7" };

/** Starts it, with a key that has a text for its secret so that every kind of claim can be signed. */
export async function startExampleServer(): Promise<ExampleServer> {
  const nowMilliseconds = () => EXAMPLE_SECONDS * 1000;
  const clock = { nowMilliseconds, nowSeconds: () => EXAMPLE_SECONDS };
  const { api, server } = await composeApi({ clock });
  const sender = createDpopSender();
  const ask = async (path: string, body: unknown): Promise<Answer> => {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
    const reply = await api.inject({ method: "POST", url: path, headers, payload: JSON.stringify(body) });
    const answer: Answer = reply.json();
    if (reply.statusCode >= 300) throw new Error(`${path} ${JSON.stringify(body)}: ${reply.payload}`);
    return answer;
  };
  await ask("/v1/keys", { name: "default", default: true });
  await ask("/v1/keys", { name: "compositions", kid: "compositions", label_profile: "akamai-2024" });
  /** Puts in what only exists while it runs: a key's thumbprint, and proofs made with it. */
  const filled = <T>(value: T, token: string): T => {
    const proof = (iat: number) => sender.prove({ htu: "http://localhost:8080/demo/clip/", iat, token });
    const text = JSON.stringify(value)
      .replaceAll("{thumbprint}", sender.jkt)
      .replaceAll("{proof}", () => proof(EXAMPLE_SECONDS))
      .replaceAll("{old proof}", () => proof(EXAMPLE_SECONDS - OLD_SECONDS));
    return JSON.parse(text);
  };
  return {
    async run(grant, { before, requests }) {
      const base = { action: "play", target: { streams: ["demo/clip"] } };
      const made = await ask("/v1/tokens", filled({ ...base, ...grant }, ""));
      const token = String(made.token);
      if (before) await ask("/v1/check", { ...everyRequest, ...before, token, consume: true });
      const outcomes: ExampleOutcome[] = [];
      for (const [request] of requests) {
        const answer = await ask("/v1/explain", { ...everyRequest, ...filled(request, token), token });
        outcomes.push({
          request,
          reason: typeof answer.reason === "string" ? answer.reason : undefined,
          rules: answer.rules as ExampleOutcome["rules"],
        });
      }
      return { claims: made.claims as ExampleRun["claims"], outcomes };
    },
    close: () => server.close(),
  };
}
