import { afterAll, beforeAll, expect, test } from "vitest";
import { droppedAfter } from "./media-servers/dropped-after.ts";
import { type RtmpStage, startRtmpStage } from "./media-servers/rtmp-stage.ts";
import { describeWithPeers } from "./support/peers.ts";
import { createTenant, operatorOf, type Tenant } from "./two-tenants/tenant.ts";

const HOOK = "http://127.0.0.1:8080/hooks/nginx-rtmp/YOUR-HOOK-SECRET";
/** A second application in nginx.conf, for a tenant's application of that name. */
const RIVAL = `application rival {
      live on;
      on_publish ${HOOK};
      on_play    ${HOOK};
      on_done    ${HOOK};
    }

    application live {`;

let stage: RtmpStage;
let tenants: { readonly owner: Tenant; readonly rival: Tenant };

/** The text of a token for one stream, from its tenant. */
async function tokenFor(tenant: Tenant, stream: string, action: string): Promise<string> {
  const grant = { kind: "access", action, target: { streams: [stream] } };
  return String((await tenant.make("post", "/v1/tokens", { body: grant })).token);
}

async function liveStreams({ make }: Tenant): Promise<readonly string[]> {
  const { items } = await make("get", "/v1/sessions", { query: { status: "live" } });
  return (items as readonly { stream: string }[]).map(({ stream }) => stream);
}

describeWithPeers(["nginx-rtmp", "nginx", "ffmpeg"], "two organizations at one nginx-rtmp", () => {
  beforeAll(async () => {
    stage = await startRtmpStage({ changes: [["application live {", RIVAL]] });
    tenants = {
      owner: operatorOf(stage.sluice),
      rival: await createTenant(stage.sluice, "rival", "127.8.0.1"),
    };
    await tenants.rival.make("post", "/v1/applications", { body: { name: "rival", kind: "live" } });
  });

  afterAll(() => stage.stop());

  test("tokens open the streams of their own organization alone, sessions are its own, and so is what a revocation cuts off", async () => {
    const { owner, rival } = tenants;
    const own = await tokenFor(owner, "live/cam", "publish");
    const foreign = await tokenFor(rival, "rival/cam", "publish");
    const [live, other] = [{ app: "live" }, { app: "rival" }];
    expect(await stage.publish(`cam?token=${own}`, other).flows()).toBe(false);
    expect(await stage.publish(`cam?token=${foreign}`, live).flows()).toBe(false);
    const publisher = stage.publish(`cam?token=${own}`, live);
    expect(await publisher.flows()).toBe(true);
    // The stream of the same name is another's: it is neither busy nor on the air.
    const asked = await tokenFor(rival, "rival/cam", "play");
    expect(await stage.play(`cam?token=${asked}`, other).flows()).toBe(false);
    const rivals = stage.publish(`cam?token=${foreign}`, other);
    expect(await rivals.flows()).toBe(true);
    expect(await liveStreams(owner)).toEqual(["live/cam"]);
    expect(await liveStreams(rival)).toEqual(["rival/cam"]);
    await rival.make("post", "/v1/revocations", { body: { selector: { all: true }, confirm: "rival" } });
    expect(await droppedAfter([rivals])).toBeLessThan(1_000);
    expect(publisher.isRunning()).toBe(true);
    expect(await liveStreams(owner)).toEqual(["live/cam"]);
  });
});
