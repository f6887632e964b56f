import { expect, test } from "vitest";
import { createCodeGuesses, type Guess } from "./code-guesses.ts";

const from = (neighbour: string | undefined, subject = "alice", subscriberId = "alice") => ({
  ...{ subject, limit: 8, neighbour, subscriberId },
});
const guess = (code: number | string, period = 1): Guess => ({ code: `${code}`, period });

test("a neighbourhood has five wrong codes an hour for one subscriber, and is barred from that one alone", () => {
  const guesses = createCodeGuesses();
  for (let code = 0; code < 4; code += 1) guesses.noteWrong(from("a"), guess(code), 100);
  expect(guesses.isBarred(from("a"), 100)).toBe(false);
  guesses.noteWrong(from("a"), guess(4), 100);
  expect(guesses.isBarred(from("a"), 3699)).toBe(true);
  expect(guesses.isBarred(from("b"), 100)).toBe(false);
  expect(guesses.isBarred(from("a", "bob"), 100)).toBe(false);
  expect(guesses.isBarred(from("a"), 3700)).toBe(false);
});

test("the same code that a player sends again and again within a period counts once", () => {
  const guesses = createCodeGuesses();
  for (let time = 0; time < 100; time += 1) guesses.noteWrong(from("a"), guess("123456"), time);
  expect(guesses.isBarred(from("a"), 100)).toBe(false);
});

test("one code in period after period, or under name after name, is a guess each time", () => {
  const byPeriods = createCodeGuesses();
  for (let period = 0; period < 5; period += 1) byPeriods.noteWrong(from("a"), guess(1, period), 100);
  expect(byPeriods.isBarred(from("a"), 100)).toBe(true);
  const byNames = createCodeGuesses();
  for (let name = 0; name < 5; name += 1) byNames.noteWrong(from("a", "app", `guest${name}`), guess(1), 100);
  expect(byNames.isBarred(from("a", "app", "guest9"), 100)).toBe(true);
});

test("guesses from many neighbourhoods bar all but those that had a right code", () => {
  const guesses = createCodeGuesses();
  guesses.noteRight(from("home"), 0);
  for (let code = 0; code < 8; code += 1) guesses.noteWrong(from(`n${code}`), guess(code), 10);
  expect(guesses.isBarred(from("new"), 10)).toBe(true);
  expect(guesses.isBarred(from("home"), 10)).toBe(false);
});

test("a right code forgives the wrong ones of its own neighbourhood, and none of the others", () => {
  const guesses = createCodeGuesses();
  for (const code of ["1", "2", "3", "4"]) guesses.noteWrong(from("a"), guess(code), 0);
  guesses.noteRight(from("a"), 0);
  for (const code of ["5", "6", "7"]) guesses.noteWrong(from("a"), guess(code), 0);
  expect(guesses.isBarred(from("a"), 0)).toBe(false);
  guesses.noteWrong(from("b"), guess("8"), 0);
  expect(guesses.isBarred(from("c"), 0)).toBe(true);
});

test("a right code of one's own forgives no guesses at somebody else", () => {
  const guesses = createCodeGuesses();
  for (let code = 0; code < 5; code += 1) {
    guesses.noteRight(from("a", "app", "mallory"), 0);
    guesses.noteWrong(from("a", "app", "victim"), guess(code), 0);
  }
  expect(guesses.isBarred(from("a", "app", "victim"), 0)).toBe(true);
});

test("whoever guesses at ten thousand others makes nobody forget the guesses at one", () => {
  const guesses = createCodeGuesses();
  for (const code of ["1", "2", "3", "4", "5"]) guesses.noteWrong(from("a"), guess(code), 0);
  for (let other = 0; other < 10_100; other += 1) guesses.noteWrong(from("a", `s${other}`), guess(1), 0);
  expect(guesses.isBarred(from("a"), 0)).toBe(true);
});

test("publishers whose media server tells no address share the subject's bound, not a neighbourhood's", () => {
  const guesses = createCodeGuesses();
  for (let code = 0; code < 7; code += 1) guesses.noteWrong(from(undefined), guess(code), 0);
  expect(guesses.isBarred(from(undefined), 0)).toBe(false);
  guesses.noteWrong(from(undefined), guess("7"), 0);
  expect(guesses.isBarred(from(undefined), 0)).toBe(true);
});

test("a right code behind a media server that tells no address lets nobody guess without end there", () => {
  const guesses = createCodeGuesses();
  guesses.noteRight(from(undefined), 0);
  for (let code = 0; code < 8; code += 1) guesses.noteWrong(from(undefined), guess(code), 0);
  expect(guesses.isBarred(from(undefined), 0)).toBe(true);
});
