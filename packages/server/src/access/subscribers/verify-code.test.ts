import { createHash } from "node:crypto";
import { Secret } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { decodeBase32 } from "../../lib/base32.ts";
import { totpAt } from "../../lib/totp.ts";
import { applicationDefaults } from "../../registry/built-in.ts";
import { sampleSubscriber } from "../../store/conformance/subscribers.ts";
import type { SubscriberSettings } from "../../store/subscribers.ts";
import type { AccessQuestion } from "../question.ts";
import { countingPrepare, createFlow, START_MILLISECONDS } from "../testing/flow.ts";

const SECRET = "ABCDABCFABCDABCF";
type Antmedia = typeof applicationDefaults.antmedia;

/** The demo stream, whose application asks for codes, unless told otherwise. */
function world(antmedia: Partial<Antmedia> = {}) {
  const flow = createFlow();
  const settings = {
    ...applicationDefaults.antmedia,
    enableTimeTokenForPlay: true,
    enableTimeTokenForPublish: true,
    ...antmedia,
  };
  const locate: AccessQuestion["locate"] = () => {
    const stream = flow.question("x").locate();
    return stream && { ...stream, application: { ...stream.application, antmedia: settings } };
  };
  const ask = (text: string, changes: Partial<AccessQuestion> = {}) =>
    flow.enter(flow.question(text, { locate, ...changes }), countingPrepare());
  return {
    ...flow,
    ask,
    async enter(text: string, changes: Partial<AccessQuestion> = {}) {
      const decision = await ask(text, changes);
      return decision.allowed ? "allowed" : decision.reason;
    },
    register: (changes: Partial<SubscriberSettings> = {}) =>
      flow.store.writeSubscriber({
        subscriber: sampleSubscriber({
          organization: applicationDefaults.organization,
          stream: "demo/clip",
          sealedSecret: SECRET,
          createdAtMilliseconds: START_MILLISECONDS - 5000,
          ...changes,
        }),
        version: 0,
      }),
    codeAt: (seconds = 0, periodSeconds = 60) =>
      totpAt(
        { secret: decodeBase32(SECRET) ?? new Uint8Array(), periodSeconds },
        flow.now() / 1000 + seconds,
      ),
  };
}

const client = (ip: string, userAgent = "player/1") => ({ ip, userAgent, site: undefined });

/** Their rule, written out: antmedia.md 1.3. */
function derivedCode(secret: string, subscriberId: string, type: string, seconds: number): string {
  const text = `${secret}${subscriberId}clip${type}`;
  const missing = (8 - (text.length % 8)) % 8;
  return totpAt({ secret: Buffer.from(text + "X".repeat(missing)), periodSeconds: 60 }, seconds);
}

describe("a subscriber with a secret of their own", () => {
  test("plays by the code of now, is listed, and is revoked by name", async () => {
    const { register, enter, ask, codeAt, store, now } = world();
    await register();
    const decision = await ask(`totp:alice:${codeAt()}`);
    expect(decision).toMatchObject({ allowed: true, token: { kind: "totp", user: "alice", maxSessions: 1 } });
    const { organization } = applicationDefaults;
    const { items } = await store.listTokens({ organization, user: "alice", kind: "totp", limit: 9 });
    expect(items).toMatchObject([{ action: "play", target: { streams: ["demo/clip"] }, uses: 1 }]);
    const rule = {
      ...{ id: "rv_1", organization, selector: { user: "alice" }, issuedUpToMilliseconds: now() },
      ...{ untilSeconds: undefined, createdBy: "k", applications: undefined },
      nowSeconds: now() / 1000,
    };
    expect((await store.revoke(rule)).endedSessionIds).toHaveLength(1);
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("token-revoked");
  });

  test("has the codes of the periods before and behind the present one, and no others", async () => {
    const { register, enter, codeAt } = world();
    await register({ maxSessions: 9 });
    const outcomes = [];
    for (const [index, seconds] of [-120, -60, 0, 60, 120].entries()) {
      outcomes.push(await enter(`totp:alice:${codeAt(seconds)}`, { client: client(`203.0.113.${index}`) }));
    }
    const wrong = "subscriber-code-invalid";
    expect(outcomes).toEqual([wrong, "allowed", "allowed", "allowed", wrong]);
  });

  test("has codes of their own period, where they have one", async () => {
    const { register, enter, codeAt } = world({ timeTokenPeriod: 600 });
    await register({ periodSeconds: 30, maxSessions: 9 });
    expect(await enter(`totp:alice:${codeAt(0, 600)}`)).toBe("subscriber-code-invalid");
    expect(await enter(`totp:alice:${codeAt(0, 30)}`)).toBe("allowed");
  });

  test("plays at as many places as they may, counted over all codes", async () => {
    const { register, enter, codeAt } = world();
    await register({ maxSessions: 2 });
    const at = (ip: string, seconds: number) =>
      enter(`totp:alice:${codeAt(seconds)}`, { client: client(ip, ip) });
    expect(await at("192.0.2.1", 0)).toBe("allowed");
    expect(await at("198.51.100.1", 60)).toBe("allowed");
    expect(await at("203.0.113.1", -60)).toBe("too-many-sessions");
  });

  test("publishes only as a publisher, who may play, too", async () => {
    const { register, enter, codeAt } = world();
    await register();
    await register({ subscriberId: "pub", type: "publish" });
    expect(await enter(`totp:alice:${codeAt()}`, { action: "publish" })).toBe("subscriber-code-invalid");
    expect(await enter(`totp:pub:${codeAt()}`, { action: "publish" })).toBe("allowed");
    expect(await enter(`totp:pub:${codeAt()}`)).toBe("allowed");
  });

  test("is another token when removed and made again", async () => {
    const { register, ask, codeAt, store } = world();
    await register();
    const first = await ask(`totp:alice:${codeAt()}`);
    await store.removeSubscribers({
      ...{ organization: applicationDefaults.organization, stream: "demo/clip", limit: 9 },
    });
    await register({ createdAtMilliseconds: START_MILLISECONDS });
    const second = await ask(`totp:alice:${codeAt()}`);
    expect([first.allowed, second.allowed]).toEqual([true, true]);
    expect(first.tokenId).not.toBe(second.tokenId);
  });

  test("is unknown on another organization's stream of the same name, and where codes are not asked for", async () => {
    const { register, enter, codeAt } = world();
    await register({ organization: "other" });
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("subscriber-code-invalid");
    for (const antmedia of [
      { enableTimeTokenForPlay: false },
      { enableTimeTokenForPlay: false, playJwtControlEnabled: true },
    ]) {
      const elsewhere = world(antmedia);
      await elsewhere.register();
      expect(await elsewhere.enter(`totp:alice:${codeAt()}`)).toBe("subscriber-code-invalid");
    }
  });

  test("hears of a block only with a right code, until the block is over", async () => {
    const { register, enter, codeAt, pass } = world();
    const untilMilliseconds = START_MILLISECONDS + 90_000;
    await register({ type: "publish", block: { actions: ["play"], untilMilliseconds, rules: [] } });
    expect(await enter("totp:alice:000000")).toBe("subscriber-code-invalid");
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("subscriber-blocked");
    expect(await enter(`totp:alice:${codeAt()}`, { action: "publish" })).toBe("allowed");
    pass(90);
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("allowed");
  });
});

describe("a subscriber without a secret", () => {
  const secrets = {
    timeTokenSecretForPublish: new Secret("publish-secret"),
    timeTokenSecretForPlay: new Secret("play"),
  };
  const seconds = START_MILLISECONDS / 1000;

  test("opens by the application's, subscriber, stream and type, filled up with X to groups of eight", async () => {
    const { enter } = world(secrets);
    expect(await enter(`totp:bob:${derivedCode("play", "bob", "play", seconds)}`)).toBe("allowed");
    expect(
      await enter(`totp:bob:${derivedCode("publish-secret", "bob", "publish", seconds)}`, {
        action: "publish",
      }),
    ).toBe("allowed");
  });

  test("plays by a code for publishing, and does not publish by one for playing", async () => {
    const { enter } = world(secrets);
    const publish = derivedCode("publish-secret", "bob", "publish", seconds);
    expect(await enter(`totp:bob:${publish}`)).toBe("allowed");
    const play = derivedCode("play", "bob", "play", seconds);
    expect(await enter(`totp:bob:${play}`, { action: "publish" })).toBe("subscriber-code-invalid");
  });

  test("opens nothing where the application has none, nor by it once they have their own", async () => {
    const without = world();
    expect(await without.enter(`totp:bob:${derivedCode("", "bob", "play", seconds)}`)).toBe(
      "subscriber-code-invalid",
    );
    const { register, enter } = world(secrets);
    await register();
    expect(await enter(`totp:alice:${derivedCode("play", "alice", "play", seconds)}`)).toBe(
      "subscriber-code-invalid",
    );
  });
});

describe("whoever tries codes out", () => {
  const wrongCodes = Array.from({ length: 60 }, (_, index) => `${100_000 + index}`);

  test("hears from the sixth on that there were too many, the right one included, for an hour", async () => {
    const { register, enter, codeAt, pass } = world();
    await register();
    for (const code of wrongCodes.slice(0, 5)) {
      expect(await enter(`totp:alice:${code}`)).toBe("subscriber-code-invalid");
    }
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("too-many-guesses");
    expect(await enter(`totp:alice:${codeAt()}`, { client: client("192.0.2.9") })).toBe("allowed");
    pass(3600);
    expect(await enter(`totp:alice:${codeAt(0)}`, { client: client("192.0.2.9") })).toBe("allowed");
  });

  test("gains nothing by other names where one secret is guessed at", async () => {
    const { enter } = world({ timeTokenSecretForPlay: new Secret("play") });
    for (const [index, code] of wrongCodes.slice(0, 5).entries()) {
      expect(await enter(`totp:guest${index}:${code}`)).toBe("subscriber-code-invalid");
    }
    expect(await enter("totp:guest9:999999")).toBe("too-many-guesses");
  });

  test("gains nothing by one code under many names, nor by one code for as long as it takes", async () => {
    const byNames = world({ timeTokenSecretForPlay: new Secret("play") });
    for (let guest = 0; guest < 5; guest += 1) await byNames.enter(`totp:guest${guest}:123456`);
    expect(await byNames.enter("totp:guest9:123456")).toBe("too-many-guesses");
    const { register, enter, codeAt, pass } = world();
    await register();
    for (let period = 0; period < 5; period += 1, pass(60)) await enter("totp:alice:123456");
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("too-many-guesses");
  });

  test("gains nothing by trying a publisher's one secret for playing, too", async () => {
    const { register, enter, codeAt } = world();
    await register({ type: "publish" });
    for (const [index, code] of wrongCodes.slice(0, 5).entries()) {
      await enter(`totp:alice:${code}`, { action: index % 2 === 0 ? "play" : "publish" });
    }
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("too-many-guesses");
    expect(await enter(`totp:alice:${codeAt()}`, { action: "publish" })).toBe("too-many-guesses");
  });

  test("gains nothing by a right code of their own in between", async () => {
    const { enter } = world({ timeTokenSecretForPlay: new Secret("play") });
    const mine = derivedCode("play", "mallory", "play", START_MILLISECONDS / 1000);
    for (const code of wrongCodes.slice(0, 5)) {
      await enter(`totp:mallory:${mine}`);
      expect(await enter(`totp:victim:${code}`)).toBe("subscriber-code-invalid");
    }
    expect(await enter("totp:victim:999999")).toBe("too-many-guesses");
  });

  test("is not a player that goes on sending a code which was right within the hour; what is to come counts", async () => {
    const { register, enter, codeAt, pass } = world();
    await register();
    const old = codeAt();
    pass(120);
    for (let minute = 0; minute < 30; minute += 1, pass(60)) {
      expect(await enter(`totp:alice:${old}`)).toBe("subscriber-code-invalid");
    }
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("allowed");
    const elsewhere = { client: client("192.0.2.9") };
    for (let ahead = 2; ahead < 7; ahead += 1) await enter(`totp:alice:${codeAt(60 * ahead)}`, elsewhere);
    expect(await enter(`totp:alice:${codeAt()}`, elsewhere)).toBe("too-many-guesses");
  });

  test("is counted at a gate that admits by the API", async () => {
    const { register, enter, codeAt } = world();
    await register();
    for (const code of wrongCodes.slice(0, 5)) await enter(`totp:alice:${code}`, { door: "api" });
    expect(await enter(`totp:alice:${codeAt()}`, { door: "api" })).toBe("too-many-guesses");
  });

  test("is not an operator who asks what a code is worth", async () => {
    const { register, enter, codeAt } = world();
    await register();
    for (const code of wrongCodes) {
      const asked = { door: "api", mode: "peek" } as const;
      expect(await enter(`totp:alice:${code}`, asked)).toBe("subscriber-code-invalid");
    }
    expect(await enter(`totp:alice:${codeAt()}`)).toBe("allowed");
  });
});

describe("a hash", () => {
  const hash = (action: string, secret = "s3cret", stream = "clip") =>
    createHash("sha256").update(`${stream}${action}${secret}`).digest("hex");
  const tokenHashSecret = new Secret("s3cret");
  const on = { enableTimeTokenForPlay: false, hashControlPlayEnabled: true, tokenHashSecret };

  test("opens its stream for its action, for everybody and without an end, and can be revoked", async () => {
    const { ask, enter, store, now } = world(on);
    const decision = await ask(hash("play"));
    expect(decision).toMatchObject({ allowed: true, token: { kind: "hash", user: undefined } });
    expect(await enter(hash("play"), { client: client("192.0.2.77") })).toBe("allowed");
    const { organization } = applicationDefaults;
    await store.revokeToken(organization, decision.tokenId ?? "", now() / 1000);
    expect(await enter(hash("play"))).toBe("token-revoked");
  });

  test("opens no other stream or action, and nothing with another secret", async () => {
    const { enter } = world(on);
    for (const wrong of [hash("publish"), hash("play", "other"), hash("play", "s3cret", "clop")]) {
      expect(await enter(wrong)).toBe("token-unknown");
    }
    expect(await enter(hash("play").toUpperCase())).not.toBe("allowed");
  });

  test("is nothing where the application does not ask for it", async () => {
    for (const antmedia of [{ tokenHashSecret }, { ...on, tokenHashSecret: undefined }]) {
      expect(await world(antmedia).enter(hash("play"))).toBe("token-malformed");
    }
  });
});

test("time travel judges a code at the other second", async () => {
  const { register, ask, codeAt } = world();
  await register();
  const atSeconds = START_MILLISECONDS / 1000 + 600;
  const asked = { door: "api", mode: "peek", atSeconds } as const;
  expect(await ask(`totp:alice:${codeAt(600)}`, asked)).toMatchObject({ allowed: true });
  expect(await ask(`totp:alice:${codeAt()}`, asked)).toMatchObject({ reason: "subscriber-code-invalid" });
});
