import { expect, test } from "vitest";
import { accelRedirect } from "./accel-redirect.ts";
import { declaredApplications } from "./examine/declared-applications.ts";
import { outcome } from "./testing/outcome.ts";
import { probeTable, type TableReply } from "./testing/probe-table.ts";
import { sampleConfig } from "./testing/sample-server.ts";

const FILMS =
  "applications: {films: {kind: vod, origin: {folder: /srv/films, accel_redirect: /_media/films/}}}\n";
const TRUSTED = "trusted_proxies: [10.0.0.7]\n";
const PUBLIC = "public_url: https://media.example.com/gate\n";

function look(yaml: string, reply?: TableReply) {
  const config = sampleConfig(yaml);
  const { probe } = probeTable(reply ? { "https://media.example.com/_media/films/": reply } : {});
  const declared = declaredApplications(config, { kind: "absent" });
  return outcome(accelRedirect, { config, declared, probe });
}

test("nginx that keeps its folder to itself is well, and so is a server where nginx sends nothing", async () => {
  expect(await look(FILMS + TRUSTED + PUBLIC, [404])).toEqual([
    "ok: nginx keeps strangers out of /_media/films/, where the files of films are.",
  ]);
  expect(await look(TRUSTED + PUBLIC)).toEqual(["ok: No application has nginx send its files."]);
});

test("a folder that nginx shows to everybody fails, whatever it answers", async () => {
  for (const status of [200, 301, 403]) {
    expect(await look(FILMS + TRUSTED + PUBLIC, [status])).toEqual([
      "fail: Strangers may ask for /_media/films/, where the files of films are, without a token.",
    ]);
  }
});

test("a location that nginx does not have fails: Sluice answers for it", async () => {
  expect(await look(FILMS + TRUSTED + PUBLIC, [401, { "sluice-ref": "8HJK2MNPQR" }])).toEqual([
    "fail: nginx has no location /_media/films/, so that the files of films are not found.",
  ]);
});

test("without a trusted proxy the setting has no effect", async () => {
  expect(await look(FILMS + PUBLIC, [404])).toEqual([
    "warn: accel_redirect of films has no effect: trusted_proxies is empty.",
  ]);
});

test("what cannot be tried is not said to be well or bad", async () => {
  expect(await look(FILMS + TRUSTED + PUBLIC)).toEqual([]);
  expect(await look(FILMS + TRUSTED)).toEqual([
    "ok: nginx is to send the files of films; no public URL leads strangers to them.",
  ]);
});
