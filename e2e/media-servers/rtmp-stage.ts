import { freePort } from "../support/free-port.ts";
import { type NginxRtmp, type NginxRtmpOptions, startNginxRtmp } from "./nginx-rtmp.ts";
import { HOOK_SECRET, type Stage, startStage } from "./stage.ts";

/** Sluice and nginx-rtmp, which asks it. */
export interface RtmpStage extends Stage {
  readonly nginx: NginxRtmp;
}

/** What the test's nginx and Sluice have otherwise than users are told. */
export interface RtmpStageOptions extends Pick<NginxRtmpOptions, "updateSeconds" | "updates" | "changes"> {
  /** False: Sluice knows nothing of nginx's `control` and `stat`. Default true. */
  readonly hasApi?: boolean;
  /** Of the `sluice start` command. */
  readonly flags?: readonly string[];
}

/** Starts both; nginx runs with the files of deploy/nginx-rtmp. */
export async function startRtmpStage({
  hasApi = true,
  flags = [],
  ...options
}: RtmpStageOptions = {}): Promise<RtmpStage> {
  const rtmpPort = await freePort();
  const addresses = { rtmp: `rtmp://127.0.0.1:${rtmpPort}` };
  const stage = await startStage({
    server: url => ({ kind: "nginx-rtmp", addresses, ...(hasApi ? { api: { url } } : {}) }),
    flags,
  });
  const nginx = await startNginxRtmp({
    sluicePort: stage.sluicePort,
    httpPort: stage.apiPort,
    rtmpPort,
    secret: HOOK_SECRET,
    ...options,
  }).catch(async (error: unknown) => {
    await stage.stop();
    throw error;
  });
  stage.rtmpPort = rtmpPort;
  const { stop } = stage;
  return Object.assign(stage, {
    nginx,
    async stop() {
      await nginx.stop();
      await stop();
    },
  });
}
