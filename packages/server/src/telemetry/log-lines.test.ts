import { expect, test } from "vitest";
import { batchLines } from "./log-lines.ts";

const A = '{"level":30,"msg":"a"}\n';
const B = '{"level":20,"msg":"b"}\n';
const WARNING = '{"level":40,"msg":"w"}\n';

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
  lines.write(A);
  lines.write(B);
  expect(writes).toEqual([]);
  await new Promise(resolve => setImmediate(resolve));
  lines.write(A);
  await new Promise(resolve => setImmediate(resolve));
  expect(writes).toEqual([A + B, A]);
});

test("what waits at the end of the process is written, once", async () => {
  const { writes, lines, exit } = recorder();
  lines.write(A);
  exit();
  await new Promise(resolve => setImmediate(resolve));
  expect(writes).toEqual([A]);
});

test("a warning is written at once, behind what came before it", () => {
  const { writes, lines } = recorder();
  lines.write(A);
  lines.write(WARNING);
  expect(writes).toEqual([A + WARNING]);
});
