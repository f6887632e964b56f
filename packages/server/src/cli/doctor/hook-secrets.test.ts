import { expect, test } from "vitest";
import { hookSecrets } from "./hook-secrets.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig } from "./testing/sample-server.ts";

const look = (yaml: string) => outcome(hookSecrets, { config: sampleConfig(yaml) });
const GOOD = "b1946ac92492d2347c6235b4d2611184";
const GUESSED = "whoever guesses it speaks for the media server.";

test("without one, and with a long one, all is well", async () => {
  expect(await look("")).toEqual(["ok: Each media server's hook secret is made from the master key."]);
  expect(await look(`hook_secret: ${GOOD}\n`)).toEqual(["ok: The hook secrets are long enough."]);
});

test("a short one is a warning where only this machine can ask, and fails where others can", async () => {
  const sentence = `hook_secret has fewer than 16 characters: ${GUESSED}`;
  expect(await look("hook_secret: kfjwxqzy\n")).toEqual([`warn: ${sentence}`]);
  expect(await look("hook_secret: kfjwxqzy\nhost: 0.0.0.0\n")).toEqual([`fail: ${sentence}`]);
  expect(await look("hook_secret: kfjwxqzy\npublic_url: https://media.example.com\n")).toEqual([
    `fail: ${sentence}`,
  ]);
});

test.each(["YOUR-HOOK-SECRET", "changeme-changeme-changeme", "aaaaaaaaaaaaaaaaaaaaaaaa"])(
  "%s is no secret, however long",
  async secret => {
    const [found] = await look(`host: 0.0.0.0\nservers:\n  srs:\n    secrets: [${secret}]\n`);
    expect(found).toMatch(/^fail: servers\.srs\.secrets (is an example|repeats a few)/);
    expect(found).not.toContain(secret);
  },
);

test("of two at once each is looked at", async () => {
  expect(await look(`hook_secret: [${GOOD}, kfjwxqzy]\n`)).toHaveLength(1);
});
