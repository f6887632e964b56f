import { describe, expect, test } from "vitest";
import { antmediaFaults } from "./antmedia-faults.ts";
import { antmediaMechanism } from "./antmedia-settings.ts";
import { type AntmediaSettings, antmediaSettingsSchema } from "./antmedia-settings-schema.ts";
import { withoutOldWords } from "./antmedia-words.ts";
import type { ApplicationSettings } from "./application-schema.ts";
import { buildApplication } from "./build-application.ts";

const SECRET = "0123456789abcdef0123456789abcdef";

const built = (antmedia: AntmediaSettings, more: Partial<ApplicationSettings> = {}) =>
  buildApplication("a", { kind: "live", ...more, antmedia }, "/");

const faultsOf = (said: Omit<ApplicationSettings, "kind">) =>
  antmediaFaults(said, name => (said.antmedia?.[name] ?? "") !== "").map(({ field }) => field);

describe("a name of Ant Media's that means a setting of ours", () => {
  test("sets our one setting", () => {
    const off = built({ publishTokenControlEnabled: false, playTokenControlEnabled: true });
    expect(off.enforcement).toEqual({ publish: "off", play: "enforce" });
    expect(built({ acceptOnlyStreamsInDataStore: true }).registeredOnly).toBe(true);
  });

  test("says nothing where it is absent: both directions ask for tokens, also with another switch off", () => {
    expect(built({}).enforcement).toEqual({ publish: "enforce", play: "enforce" });
    expect(built({ playJwtControlEnabled: false }).enforcement.play).toBe("enforce");
  });

  test("shows what is in force, by whichever word it was said", () => {
    const { antmedia } = built(
      {},
      { enforcement: { publish: "off", play: "report" }, registered_only: true },
    );
    expect(antmedia).toMatchObject({
      publishTokenControlEnabled: false,
      playTokenControlEnabled: true,
      acceptOnlyStreamsInDataStore: true,
    });
  });

  test("cannot be contradicted by our own word beside it", () => {
    expect(
      faultsOf({ enforcement: { play: "report" }, antmedia: { playTokenControlEnabled: true } }),
    ).toEqual(["antmedia.playTokenControlEnabled"]);
    expect(
      faultsOf({ enforcement: { play: "report" }, antmedia: { playTokenControlEnabled: false } }),
    ).toEqual(["antmedia.playTokenControlEnabled"]);
    expect(faultsOf({ registered_only: true, antmedia: { acceptOnlyStreamsInDataStore: false } })).toEqual([
      "antmedia.acceptOnlyStreamsInDataStore",
    ]);
    expect(
      faultsOf({ enforcement: { play: "enforce" }, antmedia: { playTokenControlEnabled: true } }),
    ).toEqual([]);
  });

  test("takes the place of our own word when it is said later, and the other way round", () => {
    const ours = { enforcement: { play: "off", publish: "off" }, registered_only: true };
    const theirs = { playTokenControlEnabled: true, acceptOnlyStreamsInDataStore: true };
    expect(withoutOldWords(ours, { antmedia: { playJwtControlEnabled: true } })).toMatchObject({
      enforcement: { publish: "off" },
    });
    expect(withoutOldWords(ours, { antmedia: { acceptOnlyStreamsInDataStore: false } })).not.toHaveProperty(
      "registered_only",
    );
    const changed = withoutOldWords(
      { antmedia: theirs },
      { enforcement: { play: null }, registered_only: null },
    );
    expect(changed).toEqual({ antmedia: undefined, enforcement: undefined });
  });
});

describe("the mechanisms of one direction", () => {
  test.each([
    [{ playTokenControlEnabled: true, playJwtControlEnabled: true, jwtStreamSecretKey: SECRET }],
    [{ playTokenControlEnabled: true, enableTimeTokenForPlay: true }],
    [{ enableTimeTokenForPlay: true, playJwtControlEnabled: true, jwtStreamSecretKey: SECRET }],
    [{ playTokenControlEnabled: true, hashControlPlayEnabled: true, tokenHashSecret: "x" }],
  ] satisfies [AntmediaSettings][])("are one at most: %j is refused", antmedia => {
    expect(faultsOf({ antmedia })).toHaveLength(1);
  });

  test("may differ for publishing and playing", () => {
    const antmedia = {
      publishTokenControlEnabled: true,
      playJwtControlEnabled: true,
      jwtStreamSecretKey: SECRET,
    };
    expect(faultsOf({ antmedia })).toEqual([]);
    expect(antmediaMechanism(built(antmedia).antmedia, "play")).toBe("jwt");
    expect(antmediaMechanism(built(antmedia).antmedia, "publish")).toBe("one-time");
    expect(built(antmedia).antmedia.playTokenControlEnabled).toBe(false);
  });

  test("are not on with our own word off, and may be tried with report", () => {
    const antmedia = { playJwtControlEnabled: true, jwtStreamSecretKey: SECRET };
    expect(faultsOf({ antmedia, enforcement: { play: "off" } })).toEqual(["antmedia.playJwtControlEnabled"]);
    expect(faultsOf({ antmedia, enforcement: { play: "report" } })).toEqual([]);
    expect(built(antmedia, { enforcement: { play: "report" } }).enforcement.play).toBe("report");
  });

  test.each([
    [{ jwtControlEnabled: true }, "antmedia.jwtSecretKey"],
    [{ publishJwtControlEnabled: true }, "antmedia.jwtStreamSecretKey"],
    [{ playJwtControlEnabled: true, jwtStreamSecretKey: "" }, "antmedia.jwtStreamSecretKey"],
    [{ hashControlPlayEnabled: true }, "antmedia.tokenHashSecret"],
  ] satisfies [AntmediaSettings, string][])("are not on without their secret: %j", (antmedia, field) => {
    expect(faultsOf({ antmedia })).toEqual([field]);
  });
});

test("networks of publishers are not taken where publishers need no token", () => {
  const allowedPublisherCIDR = "203.0.113.0/24";
  expect(faultsOf({ antmedia: { allowedPublisherCIDR } })).toEqual([]);
  const field = "antmedia.allowedPublisherCIDR";
  expect(faultsOf({ antmedia: { allowedPublisherCIDR, publishTokenControlEnabled: false } })).toEqual([
    field,
  ]);
  expect(faultsOf({ antmedia: { allowedPublisherCIDR }, enforcement: { publish: "off" } })).toEqual([field]);
});

describe("a value that Ant Media takes and that would open too much", () => {
  test.each([
    { remoteAllowedCIDR: "0.0.0.0/0" },
    { remoteAllowedCIDR: "127.0.0.1,::/0" },
    { remoteAllowedCIDR: "everywhere" },
    { jwtSecretKey: "short" },
    { jwtStreamSecretKey: "31-characters-are-one-too-few-x" },
    { timeTokenPeriod: 9 },
    { tokenControlEnabled: true },
  ])("%j is not taken", settings => {
    expect(antmediaSettingsSchema.safeParse(settings).success).toBe(false);
  });

  test("no address may call without a key unless it is named", () => {
    expect(built({}).antmedia.remoteAllowedCIDR).toEqual([]);
    expect(built({ remoteAllowedCIDR: "127.0.0.1, 10.0.0.0/8" }).antmedia.remoteAllowedCIDR).toEqual([
      "127.0.0.1",
      "10.0.0.0/8",
    ]);
  });
});
