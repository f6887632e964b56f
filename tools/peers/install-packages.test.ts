import { expect, test } from "vitest";
import { type InstallOutcome, updateAndInstall } from "./install-packages.ts";

const failure: InstallOutcome = { ok: false, output: "E: Unable to locate package" };
const options = { retryPauseMs: 1, signal: new AbortController().signal };

function aptThatAnswers(...answers: InstallOutcome[]) {
  const calls: string[] = [];
  const runApt = async (args: readonly string[]) => {
    calls.push(args.includes("update") ? "update" : `install ${args.at(-1)}`);
    return answers.shift() ?? { ok: true };
  };
  return { calls, runApt };
}

test("packages are installed after one update of the lists", async () => {
  const { calls, runApt } = aptThatAnswers();
  expect(await updateAndInstall(["mpv"], runApt, options)).toEqual({ ok: true });
  expect(calls).toEqual(["update", "install mpv"]);
});

test("a failed try is repeated once, from the update on", async () => {
  const { calls, runApt } = aptThatAnswers({ ok: true }, failure);
  expect(await updateAndInstall(["mpv"], runApt, options)).toEqual({ ok: true });
  expect(calls).toEqual(["update", "install mpv", "update", "install mpv"]);
});

test("a second failure is final and shows what apt-get said", async () => {
  const { calls, runApt } = aptThatAnswers(failure, failure);
  expect(await updateAndInstall(["mpv"], runApt, options)).toEqual(failure);
  expect(calls).toEqual(["update", "update"]);
});

test("a stopped installation is not repeated", async () => {
  const { calls, runApt } = aptThatAnswers(failure);
  expect(await updateAndInstall(["mpv"], runApt, { retryPauseMs: 1, signal: AbortSignal.abort() })).toEqual(
    failure,
  );
  expect(calls).toEqual(["update"]);
});
