import { testHasher } from "../../../api/testing/compose-api.ts";
import { type AskedApi, askApi } from "../../../api/testing/declaring-api.ts";
import { sampleApiKey } from "../../../store/conformance/samples.ts";

/** An answer of these calls. */
export interface FlowplayerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
  readonly body: any;
}

/** Calls a path below `/platform/v3`, or a whole one. */
export type CallFlowplayer = (
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: object,
) => Promise<FlowplayerAnswer>;

/** A composed server, its API v1, and how to call as Flowplayer's users do with a key that has these rights. */
export async function askFlowplayer(changes: Parameters<typeof askApi>[0] = {}): Promise<
  AskedApi & {
    callAs(key: Parameters<typeof sampleApiKey>[0]): Promise<CallFlowplayer>;
    call: CallFlowplayer;
  }
> {
  const composed = await askApi(changes);
  const callAs = async (key: Parameters<typeof sampleApiKey>[0]): Promise<CallFlowplayer> => {
    const record = sampleApiKey({ organization: "demo", ...key });
    await composed.store.putApiKey({ ...record, hash: testHasher.hash(record.id) });
    return async (method, path, body) => {
      const reply = await composed.server.compat.inject({
        method,
        url: path.startsWith("/") ? path : `/platform/v3/${path}`,
        headers: { "x-flowplayer-api-key": record.id, "content-type": "application/json" },
        ...(body === undefined ? {} : { payload: body }),
      });
      const { statusCode: status, headers, payload } = reply;
      return { status, headers, body: payload === "" ? undefined : reply.json() };
    };
  };
  return { ...composed, callAs, call: await callAs({ scopes: ["admin"] }) };
}
