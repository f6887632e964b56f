import { WriteStream } from "node:tty";
import { afterEach, expect, test, vi } from "vitest";
import { colour } from "./colour.ts";

const GREEN = "\u001b[32mword\u001b[39m";

/** Makes standard output a terminal, or no terminal, with this environment. */
function standardOutput(isTTY: boolean, env: Readonly<Record<string, string | undefined>> = {}): void {
  for (const name of ["FORCE_COLOR", "NO_COLOR", "NODE_DISABLE_COLORS", "CI", "TMUX"])
    vi.stubEnv(name, undefined);
  vi.stubEnv("TERM", "xterm-256color");
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const getColorDepth = () => WriteStream.prototype.getColorDepth.call(process.stdout);
  Object.defineProperty(process.stdout, "isTTY", { value: isTTY, configurable: true });
  Object.defineProperty(process.stdout, "getColorDepth", { value: getColorDepth, configurable: true });
}

afterEach(() => {
  vi.unstubAllEnvs();
  Reflect.deleteProperty(process.stdout, "isTTY");
  Reflect.deleteProperty(process.stdout, "getColorDepth");
});

test("a terminal gets colours", () => {
  standardOutput(true);
  expect(colour.good("word")).toBe(GREEN);
});

test("a terminal gets none when NO_COLOR is set", () => {
  standardOutput(true, { NO_COLOR: "1" });
  expect(colour.good("word")).toBe("word");
});

test("a pipe or a file gets none", () => {
  standardOutput(false);
  expect(colour.good("word")).toBe("word");
});
