import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tools/test-run/longest-first.ts";

const SECOND = 1_000;
/** Suites in which players play for a minute each; and one that does nothing but wait for a minute. */
const PLAYERS = ["e2e/players-*.e2e.ts", "e2e/session-bar.e2e.ts"];
/** Suites that hold milliseconds against a bound: one at a time, with the machine to themselves. */
const MEASURED = [
  "revocation-latency",
  "revocation-crowd",
  "edges-in-time",
  "backup-undisturbed",
  "groups",
  "enforcement",
  "session-clocks",
  "hooks-kicks",
  "soak",
  "restart",
].map(name => `e2e/${name}.e2e.ts`);

/**
 * Real players, real clocks, other people's load, and keys and ids that are drawn anew: what fails once in some hundred runs gets a
 * second try, and is named at the end of the run (tools/test-run/retried-reporter.ts). Of twelve thousand one always does.
 */
const RETRIES = 1;

/** How long `expect.poll` waits for what comes by itself: on a busy machine, its own second is over too soon. */
const PATIENT = { poll: { timeout: 10 * SECOND } };

/** Property tests draw the same cases in each run. */
const SEEDED = {
  alias: { "fast-check": fileURLToPath(new URL("tools/test-run/seeded-fast-check.ts", import.meta.url)) },
};

export default defineConfig({
  test: {
    // Logs of passing tests hide the one that matters.
    silent: "passed-only",
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: SEEDED,
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "tools/**/*.test.{ts,js}",
            "e2e/**/*.test.ts",
            "benchmarks/**/*.test.ts",
          ],
          retry: RETRIES,
          expect: PATIENT,
          testTimeout: 60 * SECOND,
          hookTimeout: 60 * SECOND,
          // Vitest leaves one core idle, which on two is half the machine.
          maxWorkers: "100%",
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve: SEEDED,
        test: {
          name: "e2e",
          include: ["e2e/**/*.e2e.ts"],
          exclude: [...PLAYERS, ...MEASURED],
          retry: RETRIES,
          expect: PATIENT,
          testTimeout: 180 * SECOND,
          hookTimeout: 180 * SECOND,
          pool: "forks",
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "measured",
          include: MEASURED,
          retry: RETRIES,
          expect: PATIENT,
          testTimeout: 180 * SECOND,
          hookTimeout: 180 * SECOND,
          pool: "forks",
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          // After the others: twenty players leave few milliseconds to them.
          name: "players",
          include: PLAYERS,
          retry: RETRIES,
          expect: PATIENT,
          testTimeout: 180 * SECOND,
          hookTimeout: 180 * SECOND,
          pool: "forks",
          // More files at once than cores: players mostly wait for the clock. With all of them at once each second try costs a minute.
          maxWorkers: 3,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
