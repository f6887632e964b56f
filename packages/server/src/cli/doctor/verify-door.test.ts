import { expect, test } from "vitest";
import { outcome } from "./testing/outcome.ts";
import { probeTable, type TableReply } from "./testing/probe-table.ts";
import { sampleConfig } from "./testing/sample-server.ts";
import { verifyDoor } from "./verify-door.ts";

const PUBLIC = "public_url: https://media.example.com/gate\n";

function look(reply: TableReply | undefined, yaml = PUBLIC) {
  const { probe } = probeTable(reply ? { "https://media.example.com/gate/verify/nginx": reply } : {});
  return outcome(verifyDoor, { config: sampleConfig(yaml), probe });
}

const answered = (reason: string): TableReply => [
  403,
  { "sluice-ref": "8HJK2MNPQR", "x-auth-reason": reason },
];

test("a proxy that keeps /verify to itself is well, and so is a server without a public name", async () => {
  expect(await look([404])).toEqual(["ok: The public URL leads no stranger to /verify."]);
  expect(await look(undefined, "")).toEqual(["ok: No public URL leads strangers to /verify."]);
});

test("strangers whom Sluice does not take for a web server are told nothing", async () => {
  expect(await look(answered("caller-unknown"))).toEqual([
    "ok: Strangers who ask /verify at media.example.com are told nothing.",
  ]);
});

test("a proxy that passes /verify on is a warning, and fails when a forged question is believed", async () => {
  expect(await look(answered("call-malformed"))).toEqual([
    "warn: media.example.com passes /verify on to Sluice, which sees through forged questions.",
  ]);
  expect(await look(answered("token-missing"))).toEqual([
    "fail: media.example.com passes /verify on to Sluice, and a stranger's question is taken for a web server's.",
  ]);
});

test("where the public URL cannot be tried, a proxy on this machine is named", async () => {
  expect(await look(undefined)).toEqual([]);
  expect(await look(undefined, `${PUBLIC}trusted_proxies: [127.0.0.1]\n`)).toEqual([
    "warn: The proxy in front and web servers that ask may both be on this machine, and are not told apart.",
  ]);
});
