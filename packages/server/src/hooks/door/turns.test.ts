import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

test("work of one name is done in the order in which it came, and of others beside it", async () => {
  const turns = createTurns();
  const done: string[] = [];
  const work = (label: string, milliseconds: number) => async () => {
    await wait(milliseconds);
    done.push(label);
    return label;
  };
  const answers = await Promise.all([
    turns.run("5", work("first of 5", 30)),
    turns.run("5", work("second of 5", 0)),
    turns.run("6", work("first of 6", 0)),
    turns.run(undefined, work("nobody's", 0)),
  ]);
  expect(answers).toEqual(["first of 5", "second of 5", "first of 6", "nobody's"]);
  expect(done.indexOf("first of 5")).toBeLessThan(done.indexOf("second of 5"));
  expect(done.indexOf("first of 6")).toBeLessThan(done.indexOf("first of 5"));
});

test("work that fails fails alone", async () => {
  const turns = createTurns();
  const first = turns.run("5", () => Promise.reject(new Error("broken")));
  const second = turns.run("5", async () => "done");
  await expect(first).rejects.toThrow("broken");
  expect(await second).toBe("done");
});
