import { expect, test } from "vitest";
import { tlsVector } from "../../http/testing/tls-vectors.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig, sampleSystem } from "./testing/sample-server.ts";
import { tls } from "./tls.ts";

const one = tlsVector("one");
const two = tlsVector("two");
const look = (yaml: string, now = "2027-01-15") =>
  outcome(tls, {
    config: sampleConfig(yaml),
    system: sampleSystem({ nowMilliseconds: () => Date.parse(now) }),
  });
const pair = `tls_cert: ${one.certificate}\ntls_key: ${one.key}\n`;

test("a pair that fits, is good for long and is for the public address is well", async () => {
  const [dates, name] = await look(`${pair}public_url: https://one.sluice.test/media`);
  expect(dates).toMatch(/^ok: The certificate \S+one.cert.pem is good until 2126-\d\d-\d\d\.$/);
  expect(name).toBe("ok: The certificate is for one.sluice.test, as public_url is.");
  expect((await look(pair))[1]).toBe("ok: The certificate is for localhost, as public_url is.");
  expect((await look(`${pair}public_url: https://127.0.0.1:8443`))[1]).toMatch(/^ok: /);
});

test("a certificate that ends soon is a warning, and one that has ended or not begun fails", async () => {
  expect((await look(pair, "2126-10-20"))[0]).toMatch(/^warn: The certificate \S+ is good until /);
  expect((await look(pair, "2127-01-01"))[0]).toMatch(/^fail: The certificate \S+ ended on 2126-/);
  expect((await look(pair, "2025-01-01"))[0]).toMatch(/^fail: The certificate \S+ is not good yet\.$/);
});

test("a public address that the certificate is not for fails, and one without https is a warning", async () => {
  expect((await look(`${pair}public_url: https://media.example.com`))[1]).toBe(
    "fail: The certificate is not for media.example.com, to which public_url leads.",
  );
  expect((await look(`${pair}public_url: http://one.sluice.test`))[1]).toMatch(/^warn: .*begins with http/);
});

test("files that are no pair fail", async () => {
  expect(await look(`tls_cert: ${one.certificate}\ntls_key: ${two.key}\n`)).toEqual([
    `fail: HTTPS cannot be spoken: ${two.key} is not the key of ${one.certificate}.`,
  ]);
});

test("without a certificate there is nothing to look at but who speaks https", async () => {
  expect(await look("public_url: https://media.example.com")).toEqual([
    "ok: The server speaks plain HTTP; the https of public_url is a proxy's.",
  ]);
  expect(await look("")).toEqual(["ok: The server speaks plain HTTP, and so does public_url."]);
});
