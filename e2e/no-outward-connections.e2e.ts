import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type { ExerciseMode, ExerciseReport } from "./no-outward/exercise-report.ts";
import { attemptsIn, opensDatagramSocket } from "./support/network-trace.ts";
import { describeWithPeers, requirePeer } from "./support/peers.ts";

const script = fileURLToPath(new URL("no-outward/exercise.ts", import.meta.url));

/** Runs the exercise in a network that has a loopback and no way out. */
async function exerciseAlone(mode: ExerciseMode): Promise<ExerciseReport> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-alone-"));
  try {
    const setUp = 'PATH=$PATH:/usr/sbin:/sbin; ip link set lo up && exec "$@"';
    const exercise = [process.execPath, script, mode, folder, requirePeer("strace").path];
    const args = ["-rn", "sh", "-c", setUp, "sh", ...exercise];
    const child = spawn(requirePeer("network namespace").path, args, { stdio: ["ignore", "ignore", "pipe"] });
    const ended = once(child, "exit");
    const said = await text(child.stderr);
    await ended;
    if (child.exitCode !== 0) throw new Error(`the exercise failed: ${said}`);
    return JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as ExerciseReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeWithPeers(["strace", "network namespace"], "a server in a network without a way out", () => {
  let report: ExerciseReport;

  beforeAll(async () => {
    report = await exerciseAlone("nothing outside");
  });

  test("does all its work: it plays, refuses, shows pages, answers the API, and ends in good order", () => {
    expect(report.outside).toBe("ENETUNREACH");
    expect(report.statuses).toEqual({
      hls: 200,
      live: 200,
      dash: 200,
      mp4: 302,
      "foreign playlist": 200,
      "foreign presentation": 200,
      page: 200,
      script: 200,
      "opened by a page": 201,
      refused: 401,
      "refused page": 401,
      "bad token": 403,
      "foreign jwt": 403,
      "not on this listener": 404,
      health: 200,
      check: 200,
      explain: 200,
      tokens: 200,
      sessions: 200,
      revocation: 201,
      document: 200,
      metrics: 200,
    });
    expect(report.mediaFiles).toBeGreaterThanOrEqual(10);
    expect(report.serverEnded).toBe(0);
  });

  test("connects to the origin that was configured and nowhere else, and asks for no name", () => {
    const { serverTrace, originPort } = report;
    expect(attemptsIn(serverTrace)).toEqual([{ family: "AF_INET", to: `127.0.0.1:${originPort}` }]);
    expect(opensDatagramSocket(serverTrace)).toBe(false);
  });

  test("is reached by the command through the data folder's socket, and by nothing else", () => {
    expect(report.commands).toEqual({ "token list": 0 });
    expect(attemptsIn(report.commandTrace)).toEqual([
      { family: "AF_UNIX", to: expect.stringMatching(/\/sluice\.sock$/) },
    ]);
    expect(opensDatagramSocket(report.commandTrace)).toBe(false);
  });
});

describeWithPeers(["strace", "network namespace"], "the trace of a server that is told to go outside", () => {
  test("shows the attempt, when its origin is an address", async () => {
    const { serverTrace, statuses } = await exerciseAlone("origin by address");
    expect(statuses).toEqual({ entry: 502 });
    expect(attemptsIn(serverTrace)).toEqual([{ family: "AF_INET", to: "1.2.3.4:8080" }]);
  });

  test("shows the question, when its origin is a name", async () => {
    const { serverTrace, statuses } = await exerciseAlone("origin by name");
    expect(statuses).toEqual({ entry: 502 });
    expect(opensDatagramSocket(serverTrace)).toBe(true);
    expect(attemptsIn(serverTrace).filter(({ to }) => /[^\d]53$/.test(to))).not.toEqual([]);
  });
});
