import { expect, test } from "vitest";
import { batchLines } from "./log-lines.ts";

function recorder() {
  const writes: string[] = [];
  let exit = (): void => undefined;
  const lines = batchLines({ write: text => void writes.push(text) }, flush => {
    exit = flush;
  });
  return { writes, lines, exit: () => exit() };
}

test("the lines of one turn are one write, in their order", async () => {
  const { writes, lines } = recorder();
  lines.write("a\n");
  lines.write("b\n");
  expect(writes).toEqual([]);
  await new Promise(resolve => setImmediate(resolve));
  lines.write("c\n");
  await new Promise(resolve => setImmediate(resolve));
  expect(writes).toEqual(["a\nb\n", "c\n"]);
});

test("what waits at the end of the process is written, once", async () => {
  const { writes, lines, exit } = recorder();
  lines.write("last\n");
  exit();
  await new Promise(resolve => setImmediate(resolve));
  expect(writes).toEqual(["last\n"]);
});
