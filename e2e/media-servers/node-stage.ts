import { type NodeMediaServer, nodeMediaServerLogin, startNodeMediaServer } from "./node-media-server.ts";
import { HOOK_SECRET, type Stage, startStage } from "./stage.ts";

/** Sluice and Node-Media-Server, which asks it. */
export interface NodeStage extends Stage {
  readonly media: NodeMediaServer;
}

/** Starts both; Sluice has an account at the server's API. */
export async function startNodeStage(): Promise<NodeStage> {
  const stage = await startStage({
    server: url => ({ kind: "node-media-server", api: { url, ...nodeMediaServerLogin } }),
  });
  const hook = `http://127.0.0.1:${stage.sluicePort}/hooks/node-media-server/${HOOK_SECRET}`;
  const media = await startNodeMediaServer(hook, stage.apiPort).catch(async (error: unknown) => {
    await stage.stop();
    throw error;
  });
  stage.rtmpPort = media.rtmpPort;
  const { stop } = stage;
  return Object.assign(stage, {
    media,
    async stop() {
      await media.stop();
      await stop();
    },
  });
}
