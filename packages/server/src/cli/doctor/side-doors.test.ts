import { describe, expect, test } from "vitest";
import { sideDoors } from "./side-doors.ts";
import { outcome } from "./testing/outcome.ts";
import { probeTable, type TableReply } from "./testing/probe-table.ts";
import { sampleConfig, sampleSystem } from "./testing/sample-server.ts";

function look(kind: string, api: string, table: Readonly<Record<string, TableReply>>) {
  const { probe, asked } = probeTable(table);
  const config = sampleConfig(`servers:\n  ${kind}: {api: {url: '${api}'}}\n`);
  return { found: outcome(sideDoors, { system: sampleSystem(), config, probe }), asked };
}

const CASES: readonly (readonly [string, string, string, TableReply, string])[] = [
  ["mediamtx", ":8888", "/sluice-doctor/index.m3u8", [401, { server: "mediamtx" }], "HLS"],
  ["srs", ":8080", "/live/sluice-doctor-0.ts", [404, { server: "SRS/7.0.18(Hang)" }], "Segments \\(\\.ts\\)"],
  ["nginx-rtmp", ":80", "/hls/", [403, { server: "nginx/1.22.1" }], "The folder /hls"],
  ["zlmediakit", ":80", "/live/sluice-doctor/hls.m3u8", [404, { server: "ZLMediaKit(git)" }], "HLS"],
];

describe.each(CASES)("%s", (kind, port, path, reply, what) => {
  test("on this machine fails when others reach its own HTTP port", async () => {
    const { found } = look(kind, "http://127.0.0.1:9", { [`http://192.0.2.80${port}${path}`]: reply });
    expect(await found).toEqual([
      expect.stringMatching(
        `^fail: ${what}.* of ${kind} answers at 192\\.0\\.2\\.80${port}, past Sluice\\.$`,
      ),
    ]);
  });

  test("on another machine is a warning when this one reaches it", async () => {
    const { found } = look(kind, "http://10.0.0.7:9", { [`http://10.0.0.7${port}${path}`]: reply });
    expect(await found).toEqual([expect.stringMatching(/^warn: .*10\.0\.0\.7/)]);
  });

  test("is well when the port is closed, or another program's", async () => {
    const other: TableReply = [200, { server: "something/1.0" }];
    const { found, asked } = look(kind, "http://127.0.0.1:9", { [`http://192.0.2.80${port}${path}`]: other });
    expect(await found).toEqual(["ok: No media server's own HTTP port was found open."]);
    expect(asked.length).toBeGreaterThan(0);
    for (const url of asked) expect(url).toMatch(/^http:\/\/192\.0\.2\.80:/);
  });
});

test.each([
  ["has no location /hls", 404],
  ["asks about it", 401],
])("an nginx that %s is not blamed", async (_what, status) => {
  const nginx = { "http://192.0.2.80:80/hls/": [status, { server: "nginx/1.22.1" }] } as const;
  expect(await look("nginx-rtmp", "http://127.0.0.1:8935", nginx).found).toEqual([
    "ok: No media server's own HTTP port was found open.",
  ]);
});

describe("a server whose API nobody has configured is looked for on this machine", () => {
  const OPEN = {
    "http://192.0.2.80:8080/live/sluice-doctor-0.ts": [404, { server: "SRS/7.0.18(Hang)" }],
    "http://192.0.2.80:80/hls/": [403, { server: "nginx/1.22.1" }],
  } as const;
  const found = (yaml: string) =>
    outcome(sideDoors, {
      system: sampleSystem(),
      config: sampleConfig(yaml),
      probe: probeTable(OPEN).probe,
    });

  test("and fails when it is configured without one, once, by the name that it has", async () => {
    expect(
      await found("servers:\n  hall: {kind: srs}\n  garden: {kind: srs, secrets: [other-0123]}\n"),
    ).toEqual([
      expect.stringMatching(
        /^fail: Segments \(\.ts\).* of hall answers at 192\.0\.2\.80:8080, past Sluice\.$/,
      ),
    ]);
    expect(await found("servers:\n  nginx-rtmp: {}\n")).toContainEqual(
      expect.stringMatching(/^fail: The folder \/hls.* of nginx-rtmp answers/),
    );
  });

  test("and is a warning when it is not configured at all; an nginx there may be anybody's", async () => {
    expect(await found("")).toEqual([
      expect.stringMatching(/^warn: Segments \(\.ts\).* of srs answers at 192\.0\.2\.80:8080/),
    ]);
  });

  test("and not when its API is on another one", async () => {
    const yaml = "servers:\n  srs: {api: {url: 'http://10.0.0.7:1985'}}\n";
    expect(await found(yaml)).toEqual(["ok: No media server's own HTTP port was found open."]);
  });
});
