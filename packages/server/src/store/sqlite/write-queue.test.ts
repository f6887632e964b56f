import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, test } from "vitest";
import { StoreUnavailable } from "../store.ts";
import { text } from "./rows.ts";
import { createWriteQueue, type Transaction, type WriteQueue } from "./write-queue.ts";

let database: DatabaseSync;
let queue: WriteQueue;

beforeEach(() => {
  database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE words (word TEXT UNIQUE)");
  queue = createWriteQueue(database, 100);
});

const write = (word: string) =>
  queue.write(() => void database.prepare("INSERT INTO words VALUES (?)").run(word));
const words = () =>
  database
    .prepare("SELECT word FROM words")
    .all()
    .map(row => text(row, "word"));

test("operations asked for together share transactions of 64", async () => {
  const transactions = await Promise.all(
    Array.from({ length: 150 }, () => queue.write(transaction => transaction)),
  );
  const sizes = [...Map.groupBy(transactions, transaction => transaction).values()].map(
    group => group.length,
  );
  expect(sizes).toEqual([64, 64, 22]);
});

test("an operation that fails takes no other with it and leaves no trace", async () => {
  const bad = () =>
    queue.write(() => {
      database.prepare("INSERT INTO words VALUES ('half')").run();
      throw new RangeError("bad");
    });
  const outcomes = await Promise.allSettled([
    write("one"),
    bad(),
    write("two"),
    write("one"),
    write("three"),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(words()).toEqual(["one", "two", "three"]);
});

test("operations run in the order they were asked for, also after a failure", async () => {
  const seen: number[] = [];
  const operations = Array.from({ length: 10 }, (_, index) =>
    queue.write(() => {
      if (index === 4) throw new RangeError("bad");
      return index;
    }),
  );
  await Promise.allSettled(operations.map(operation => operation.then(index => seen.push(index))));
  expect(seen).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
});

test("what an operation changed in memory is taken back, the last change first", async () => {
  const memory: string[] = [];
  const change = (transaction: Transaction, word: string) => {
    memory.push(word);
    transaction.onRollback(() => void memory.splice(memory.lastIndexOf(word), 1));
  };
  const good = queue.write(transaction => change(transaction, "good"));
  const bad = queue.write(transaction => {
    change(transaction, "bad");
    throw new RangeError("bad");
  });
  await Promise.allSettled([good, bad]);
  expect(memory).toEqual(["good"]);
});

test("an observer hears of every batch, of what waits, and of what was given up", async () => {
  const heard: string[] = [];
  let waiting = (): number => -1;
  const observed = createWriteQueue(database, 100, {
    watch: ask => {
      waiting = ask;
    },
    committed: (operations, seconds) => heard.push(`committed ${operations} ${seconds > 0 && seconds < 20}`),
    gaveUp: operations => heard.push(`gave up ${operations}`),
  });
  const writes = Array.from({ length: 70 }, () => observed.write(() => undefined));
  expect(waiting()).toBe(70);
  await Promise.all(writes);
  expect(waiting()).toBe(0);
  expect(heard).toEqual(["committed 64 true", "committed 6 true"]);

  database.exec("PRAGMA query_only = ON");
  await expect(observed.write(() => database.exec("DELETE FROM words"))).rejects.toThrow(StoreUnavailable);
  expect(heard.slice(2)).toEqual(["gave up 1"]);
});

test("an operation that fails by itself is not given up for the storage's sake", async () => {
  const heard: number[] = [];
  const observer = { watch: () => {}, committed: () => {}, gaveUp: (count: number) => heard.push(count) };
  const observed = createWriteQueue(database, 100, observer);
  const bad = observed.write(() => {
    throw new RangeError("bad");
  });
  await expect(bad).rejects.toThrow("bad");
  expect(heard).toEqual([]);
});

test("an operation whose patience ends while the process is busy is not begun any more; others still are", async () => {
  const impatient = queue.write(() => void database.exec("INSERT INTO words VALUES ('late')"), {
    until: performance.now() + 5,
  });
  const other = write("on");
  const end = performance.now() + 20;
  while (performance.now() < end);
  await expect(impatient).rejects.toThrow(StoreUnavailable);
  await other;
  expect(words()).toEqual(["on"]);
});
