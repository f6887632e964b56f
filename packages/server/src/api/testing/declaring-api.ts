import { onTestFinished } from "vitest";
import { sampleApiKey } from "../../store/conformance/samples.ts";
import { composeApi, testHasher } from "./compose-api.ts";

type Json = Readonly<Record<string, unknown>>;

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
  readonly body: any;
}

/** Asks the API with one key: `ask("GET", "streams")`. */
export type Ask = (
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: Json,
  headers?: Json,
) => Promise<Answer>;

/** A composed server, and how to ask it with any key. */
export async function askApi(changes: Parameters<typeof composeApi>[0] = {}) {
  const composed = await composeApi(changes);
  onTestFinished(() => composed.server.close());
  const ask =
    (key: string): Ask =>
    async (method, path, body, headers = {}) => {
      const reply = await composed.api.inject({
        method,
        url: `/v1/${path}`,
        headers: { authorization: `Bearer ${key}`, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      return {
        status: reply.statusCode,
        headers: reply.headers,
        body: reply.payload === "" ? undefined : reply.json(),
      };
    };
  /** Asks with a key that has these rights. */
  const askAs = async (key: Parameters<typeof sampleApiKey>[0]): Promise<Ask> => {
    const record = sampleApiKey({ organization: "demo", ...key });
    await composed.store.putApiKey({ ...record, hash: testHasher.hash(record.id) });
    return ask(record.id);
  };
  const operator = await askAs({ scopes: ["admin", "installation"] });
  return { ...composed, ask, askAs, operator, admin: await askAs({ scopes: ["admin"] }) };
}

export type AskedApi = Awaited<ReturnType<typeof askApi>>;

/** Makes a token for the target and begins a session of the stream with it; resolves to the session's id. */
export async function beginSession(ask: Ask, target: Json, stream: string): Promise<string> {
  const grant = { kind: "access", action: "play", target };
  const { body: token } = await ask("POST", "tokens", grant);
  const question = { action: "play", stream, token: token.token, ip: "192.0.2.1", consume: true };
  const { body } = await ask("POST", "check", question);
  if (body.session === null) throw new Error(JSON.stringify(body));
  return body.session;
}

/** Why a session has ended; null while it runs. */
export async function endOf(ask: Ask, id: string): Promise<string | null> {
  const { body } = await ask("GET", "sessions");
  return body.items.find((session: { readonly id: string }) => session.id === id)?.end_reason ?? null;
}
