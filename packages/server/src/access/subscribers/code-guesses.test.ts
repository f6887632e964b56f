import { expect, test } from "vitest";
import { createCodeGuesses } from "./code-guesses.ts";

const from = (neighbour: string | undefined, subject = "alice") => ({ subject, limit: 8, neighbour });

test("a neighbourhood has five wrong codes an hour for one subscriber, and is barred from that one alone", () => {
  const guesses = createCodeGuesses();
  for (let code = 0; code < 4; code += 1) guesses.noteWrong(from("a"), `${code}`, 100);
  expect(guesses.isBarred(from("a"), 100)).toBe(false);
  guesses.noteWrong(from("a"), "4", 100);
  expect(guesses.isBarred(from("a"), 3699)).toBe(true);
  expect(guesses.isBarred(from("b"), 100)).toBe(false);
  expect(guesses.isBarred(from("a", "bob"), 100)).toBe(false);
  expect(guesses.isBarred(from("a"), 3700)).toBe(false);
});

test("an old code that a player sends again and again counts once", () => {
  const guesses = createCodeGuesses();
  for (let time = 0; time < 100; time += 1) guesses.noteWrong(from("a"), "123456", time);
  expect(guesses.isBarred(from("a"), 100)).toBe(false);
});

test("guesses from many neighbourhoods bar all but those that had a right code", () => {
  const guesses = createCodeGuesses();
  guesses.noteRight(from("home"), 0);
  for (let code = 0; code < 8; code += 1) guesses.noteWrong(from(`n${code}`), `${code}`, 10);
  expect(guesses.isBarred(from("new"), 10)).toBe(true);
  expect(guesses.isBarred(from("home"), 10)).toBe(false);
});

test("a right code forgives the wrong ones of its own neighbourhood, and none of the others", () => {
  const guesses = createCodeGuesses();
  for (const code of ["1", "2", "3", "4"]) guesses.noteWrong(from("a"), code, 0);
  guesses.noteRight(from("a"), 0);
  for (const code of ["5", "6", "7"]) guesses.noteWrong(from("a"), code, 0);
  expect(guesses.isBarred(from("a"), 0)).toBe(false);
  guesses.noteWrong(from("b"), "8", 0);
  expect(guesses.isBarred(from("c"), 0)).toBe(true);
});

test("what is remembered has an end, whoever guesses", () => {
  const guesses = createCodeGuesses();
  for (const code of ["1", "2", "3", "4", "5"]) guesses.noteWrong(from("a"), code, 0);
  for (let other = 0; other < 10_000; other += 1) guesses.noteWrong(from("a", `s${other}`), "1", 0);
  expect(guesses.isBarred(from("a"), 0)).toBe(false);
});

test("publishers whose media server tells no address share the subject's bound, not a neighbourhood's", () => {
  const guesses = createCodeGuesses();
  for (let code = 0; code < 7; code += 1) guesses.noteWrong(from(undefined), `${code}`, 0);
  expect(guesses.isBarred(from(undefined), 0)).toBe(false);
  guesses.noteWrong(from(undefined), "7", 0);
  expect(guesses.isBarred(from(undefined), 0)).toBe(true);
});
