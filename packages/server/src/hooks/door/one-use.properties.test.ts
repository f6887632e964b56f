import fc from "fast-check";
import { expect, test } from "vitest";
import { openHookDoor, publishing } from "../testing/hook-door.ts";

const RUNS = 60;
const publish = { kind: "one-time", action: "publish", target: { streams: ["live/cam1"] } } as const;

const connectionId = fc.constantFrom("1", "2", "3");
const ask = fc.record({
  does: fc.constantFrom("open" as const, "again" as const),
  connectionId,
  token: fc.constantFrom(0, 1),
  client: fc.record({
    ip: fc.constantFrom("203.0.113.9", "203.0.113.10", "198.51.100.1"),
    userAgent: fc.constantFrom("FMLE/3.0", "OBS", undefined),
  }),
  protocol: fc.constantFrom("rtmp", "rtsp"),
  asksAgain: fc.boolean(),
});
const close = fc.record({ does: fc.constant("close" as const), connectionId });
const end = fc.record({ does: fc.constant("end" as const) });
const wait = fc.record({ does: fc.constant("wait" as const), seconds: fc.constantFrom(1, 11, 61) });
const step = fc.oneof(
  { weight: 9, arbitrary: ask },
  { weight: 4, arbitrary: close },
  { weight: 1, arbitrary: end },
  { weight: 2, arbitrary: wait },
);
type Ask = typeof ask extends fc.Arbitrary<infer T> ? T : never;
type Other = typeof step extends fc.Arbitrary<infer T> ? Exclude<T, Ask> : never;

/** A door at which two one-time tokens publish one stream; `tellsIp`: its server knows its clients' addresses. */
async function openStage(tellsIp: boolean) {
  const door = await openHookDoor();
  const tokens = [await door.mint(publish), await door.mint(publish)];
  const places = new Map<string, string>();
  return {
    /** True when the client was let in. */
    async ask({ does, token, client, ...rest }: Ask): Promise<boolean> {
      const ip = tellsIp ? client.ip : undefined;
      const open = publishing(tokens[token]?.text, { ...rest, client: { ...client, ip } });
      const event = does === "open" ? open : ({ event: "again", ...rest, open } as const);
      const { outcome } = await door.say(event);
      const [session, ...others] = door.sessions.live();
      expect(others).toEqual([]);
      if (outcome !== "allowed") return false;
      const { tokenId = "", address, holder, connection } = session?.record ?? {};
      expect([connection?.id, address]).toEqual([rest.connectionId, ip]);
      const place = `${address} ${holder?.agent}`;
      expect(places.get(tokenId) ?? place).toBe(place);
      places.set(tokenId, place);
      return true;
    },
    async carryOut(doing: Other): Promise<void> {
      if (doing.does === "wait") door.pass(doing.seconds);
      else if (doing.does === "close") await door.say({ event: "close", connectionId: doing.connectionId });
      else {
        const ids = [...door.sessions.live()].map(({ record }) => record.id);
        await door.sessions.end(ids, "operator", Math.floor(door.now() / 1000));
      }
    },
    uses: () => Promise.all(tokens.map(async ({ id }) => (await door.store.token(id))?.uses ?? 0)),
  };
}

test("whatever is asked, told, ended and waited for, a one-time token publishes from one place, with one use, alone", async () => {
  let letIn = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(step, { minLength: 5, maxLength: 25 }),
      async (tellsIp, steps) => {
        const stage = await openStage(tellsIp);
        for (const doing of steps) {
          if (!("client" in doing)) await stage.carryOut(doing);
          else if (await stage.ask(doing)) letIn += 1;
        }
        expect(Math.max(...(await stage.uses()))).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: RUNS },
  );
  expect(letIn).toBeGreaterThan(RUNS);
}, 60_000);
