import { describe, expect, test } from "vitest";
import { configForTest, problemsForTest } from "./load-for-test.ts";

const inApplication = (lines: string) => `applications: {LiveApp: {kind: live, ${lines}}}`;

function declared(lines: string) {
  const { applications } = configForTest({ yaml: inApplication(lines) }).declared;
  return applications.find(({ name }) => name === "LiveApp");
}

describe("settings by Ant Media's names in the file", () => {
  test("set what they mean in our words", () => {
    const antmedia = "antmedia: {playTokenControlEnabled: false, acceptOnlyStreamsInDataStore: true}";
    expect(declared(antmedia)).toMatchObject({
      enforcement: { publish: "enforce", play: "off" },
      registeredOnly: true,
    });
    const open = "antmedia: {acceptOnlyStreamsInDataStore: false}, streams: {cam: {}}";
    expect(declared(open)?.registeredOnly).toBe(false);
  });

  test.each([
    ["antmedia: {playTokenControlEnabled: true}, enforcement: {play: report}", "playTokenControlEnabled"],
    ["antmedia: {acceptOnlyStreamsInDataStore: true}, streams: any", "acceptOnlyStreamsInDataStore"],
    ["antmedia: {playJwtControlEnabled: true}", "jwtStreamSecretKey"],
    ["antmedia: {playTokenControlEnabled: true, enableTimeTokenForPlay: true}", "playTokenControlEnabled"],
    ["antmedia: {playTokenControlenabled: true}", "playTokenControlEnabled"],
    ["antmedia: {jwtSecretKey: my-short-secret}", "jwtSecretKey"],
    ["antmedia: {remoteAllowedCIDR: 0.0.0.0/0}", "remoteAllowedCIDR"],
  ])("%s is refused at its place", (lines, name) => {
    const problems = problemsForTest({ yaml: inApplication(lines) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("applications.LiveApp.antmedia");
    expect(problems[0]).toContain(name);
    expect(problems[0]).not.toContain("my-short-secret");
  });
});
