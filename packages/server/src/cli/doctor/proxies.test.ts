import { expect, test } from "vitest";
import { proxies } from "./proxies.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig } from "./testing/sample-server.ts";

const look = (yaml: string) => outcome(proxies, { config: sampleConfig(yaml) });
const PUBLIC = "public_url: https://media.example.com\n";

test("a public name without trusted proxies is a warning, and a name of this machine none", async () => {
  expect(await look(PUBLIC)).toEqual([
    "warn: public_url names media.example.com and trusted_proxies is empty: behind a proxy, every viewer has the proxy's address.",
  ]);
  expect(await look("")).toEqual(["ok: No proxy is trusted, and the public URL needs none."]);
});

test("named proxies are well", async () => {
  expect(await look(`${PUBLIC}trusted_proxies: [10.0.0.1, "2001:db8::/32"]\n`)).toEqual([
    "ok: X-Forwarded-For is believed from 10.0.0.1, 2001:db8::/32 only.",
  ]);
});

test.each(["0.0.0.0/0", "::/0"])("trust in %s fails, also beside good ranges", async range => {
  expect(await look(`${PUBLIC}trusted_proxies: [10.0.0.1, "${range}"]\n`)).toEqual([
    `fail: trusted_proxies has ${range}: every client can choose its address.`,
  ]);
});
