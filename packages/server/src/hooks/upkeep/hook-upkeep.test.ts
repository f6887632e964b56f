import { Secret } from "@sluice/token";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type FakeMediamtx, startFakeMediamtx } from "../../../../../e2e/hooks/fake-servers/fake-mediamtx.ts";
import { startFakeSrs } from "../../../../../e2e/hooks/fake-servers/fake-srs.ts";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import { mediaServerHooks } from "../index.ts";
import type { HookUpkeep } from "./hook-upkeep.ts";
import { openStage, settingsOf } from "./testing/stage.ts";

/** Long enough for a machine that does other things, too. */
const SOON = { timeout: 10_000 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0)) await part.close();
});

function watched(name: string, kind: MediaServerSettings["kind"], url: string): MediaServerSettings {
  const api = { url, username: "sluice", password: new Secret("made-up"), secret: undefined };
  return settingsOf({ name, kind, api });
}

/** Upkeep over these servers, with real timers and real HTTP on loopback. */
function keeping(...servers: readonly MediaServerSettings[]) {
  const stage = openStage();
  const upkeep: HookUpkeep = stage.upkeep({ servers, hooks: mediaServerHooks, everyMilliseconds: 100 });
  open.unshift(upkeep);
  return { ...stage, upkeep };
}

async function mediamtx(): Promise<FakeMediamtx> {
  const fake = await startFakeMediamtx({ credentials: "sluice:made-up" });
  open.push(fake);
  return fake;
}

describe("upkeep of a media server over HTTP", () => {
  test("cuts 300 connections that are revoked together, each once and in the server's own form", async () => {
    const fake = await mediamtx();
    const stage = keeping(watched("studio", "mediamtx", fake.url));
    const sessions = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const { id } = fake.connect({ path: `live/cam${index}` });
        return stage.open({ id, stream: `live/cam${index}` });
      }),
    );
    const ids = sessions.map(({ record }) => record.id);
    await stage.sessions.end(ids, "revoked", Math.floor(stage.now() / 1000));
    await vi.waitFor(() => expect(fake.clients.length).toBe(0), { timeout: 30_000 });
    const paths = new Set(fake.kicks().map(({ method, path }) => `${method} ${path}`));
    const expected = sessions.map(({ record }) => `POST /v3/rtmpconns/kick/${record.connection?.id}`);
    expect([...paths].sort()).toEqual(expected.sort());
  });

  test("knows what is on the air from the first listing on, and that it hears of the server", async () => {
    const fake = await mediamtx();
    fake.connect({ path: "cam1" });
    const { upkeep } = keeping(watched("studio", "mediamtx", fake.url), settingsOf({ name: "silent" }));
    expect(upkeep.isPublished("live/cam1")).toBeUndefined();
    expect([upkeep.hasLost("studio"), upkeep.hasLost("silent")]).toEqual([false, true]);
    await vi.waitFor(() => expect(upkeep.isPublished("live/cam1")).toBe(true), SOON);
    expect(upkeep.hasLost("studio")).toBe(false);
    expect(upkeep.isPublished("live/cam2")).toBe(false);
    expect([upkeep.hearsOf("studio"), upkeep.hearsOf("silent")]).toEqual([true, false]);
  });

  test("reads a list of 10,000 clients, and lists others meanwhile", async () => {
    const [many, few] = [await mediamtx(), await mediamtx()];
    for (let index = 0; index < 10_000; index += 1) many.connect({ path: `many/${index}`, state: "read" });
    const { upkeep } = keeping(watched("many", "mediamtx", many.url), watched("few", "mediamtx", few.url));
    await vi.waitFor(() => expect(upkeep.hearsOf("many")).toBe(true), { timeout: 50_000 });
    const pages = many.calls.map(({ path }) => path).filter(path => path.startsWith("/v3/rtmpconns/list"));
    expect(new Set(pages).size).toBe(50);
  });

  test.each(["hang", "html", "half-json", "refuse"] as const)(
    "says once that a server is lost that answers like this: %s; delays no other, ends nobody, and says that it is back",
    async how => {
      const [lost, well] = [await mediamtx(), await startFakeSrs({ credentials: "sluice:made-up" })];
      open.push(well);
      const { id } = lost.connect({ path: "live/cam1" });
      lost.ail(how);
      const stage = keeping(watched("lost", "mediamtx", lost.url), watched("well", "srs", well.url));
      const session = await stage.open({ id, server: "lost" });
      await vi.waitFor(() => expect(stage.upkeep.hearsOf("well")).toBe(true), SOON);
      // Whoever waited for the one that hangs would have been told of it first, two seconds later.
      if (how === "hang") expect(stage.logged("media-server-lost")).toEqual([]);
      await vi.waitFor(() => expect(lost.calls.length).toBeGreaterThanOrEqual(2), { timeout: 30_000 });
      expect(session.ended).toBeUndefined();
      expect([stage.upkeep.hearsOf("lost"), stage.upkeep.hasLost("lost")]).toEqual([false, true]);
      expect(stage.logged("media-server-lost")).toMatchObject([{ server: "lost" }]);
      expect(await stage.samples("sluice_media_server_up")).toContain(
        'sluice_media_server_up{server="lost"} 0',
      );
      lost.ail(undefined);
      await vi.waitFor(() => expect(stage.logged("media-server-back")).toMatchObject([{ server: "lost" }]), {
        timeout: 20_000,
      });
      expect(stage.upkeep.hasLost("lost")).toBe(false);
      expect(JSON.stringify(stage.lines)).not.toContain("made-up");
    },
  );

  test("asks nothing of servers without an API", async () => {
    const fake = await mediamtx();
    const stage = keeping(settingsOf({ name: "plain" }));
    await stage.end(await stage.open({ id: "5", server: "plain" }), "revoked");
    expect(stage.upkeep.isPublished("live/cam1")).toBeUndefined();
    expect(fake.calls).toEqual([]);
  });
});
