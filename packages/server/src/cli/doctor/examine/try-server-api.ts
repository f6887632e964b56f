import type { MediaServerKind, MediaServerSettings } from "../../../declarations/media-server.ts";
import { createCallServer } from "../../../hooks/apis/call-server.ts";
import { mediaServerHooks } from "../../../hooks/index.ts";
import type { KickOutcome, ServerApi } from "../../../hooks/server-api.ts";

/** What a server's own API did for us; a text says why it did not, and holds no credential. */
export interface ApiTrial {
  readonly list: "ok" | { readonly problem: string };
  /** Of a client that does not exist; undefined: the list went wrong already. */
  readonly kick: KickOutcome | { readonly problem: string } | undefined;
}

/** Ids in each server's own form, of nobody. */
const NOBODY: Readonly<Partial<Record<MediaServerKind, string>>> = {
  mediamtx: "00000000-0000-0000-0000-000000000000",
  "nginx-rtmp": "2147483647",
};

/** Lists the server's clients, and has it kick one that does not exist. Undefined: there is no API that could be asked. */
export async function tryServerApi(server: MediaServerSettings): Promise<ApiTrial | undefined> {
  const openApi = mediaServerHooks.find(({ kind }) => kind === server.kind)?.openApi;
  if (!openApi || !server.api) return undefined;
  const caller = createCallServer(server.api);
  try {
    return await tryApi(openApi(server, caller.call), server);
  } finally {
    await caller.close();
  }
}

async function tryApi(api: ServerApi, { name, kind }: MediaServerSettings): Promise<ApiTrial> {
  try {
    await api.list();
  } catch (error) {
    return { list: { problem: problemOf(error) }, kick: undefined };
  }
  const nobody = { server: name, id: NOBODY[kind] ?? "sluice-doctor-nobody", protocol: "rtmp" };
  try {
    return {
      list: "ok",
      kick: await api.kick(nobody, { action: "publish", stream: "sluice-doctor/nobody" }),
    };
  } catch (error) {
    return { list: "ok", kick: { problem: problemOf(error) } };
  }
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : "it answers nonsense";
}
