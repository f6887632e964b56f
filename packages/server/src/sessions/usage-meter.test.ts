import { expect, test } from "vitest";
import { createUsageMeter } from "./usage-meter.ts";

const HOUR_MILLISECONDS = 3_600_000;
const subject = { organization: "acme", application: "live", stream: "live/a", user: "eve", tag: "t" };

test("what is counted for one subject within an hour is one addition", () => {
  const meter = createUsageMeter();
  meter.count(subject, 1, { sessions: 1 });
  meter.count(subject, HOUR_MILLISECONDS - 1, { refused: 2 });
  meter.count(subject, HOUR_MILLISECONDS, { refused: 1 });
  expect(meter.take(10)).toEqual([
    { subject, atSeconds: 0, figures: { sessions: 1, refused: 2 } },
    { subject, atSeconds: 3600, figures: { refused: 1 } },
  ]);
  expect(meter.take(10)).toEqual([]);
});

test("what is put back is taken again, together with what came meanwhile", () => {
  const meter = createUsageMeter();
  meter.count(subject, 1, { sessions: 1 });
  const taken = meter.take(10);
  meter.count(subject, 2, { sessions: 1 });
  meter.putBack(taken);
  expect(meter.take(10)).toMatchObject([{ figures: { sessions: 2 } }]);
});

test("subjects beyond the limit of memory are counted for their application", () => {
  const meter = createUsageMeter();
  for (let index = 0; index < 20_005; index += 1)
    meter.count({ ...subject, user: `u${index}` }, 1, { refused: 1 });
  const taken = meter.take(30_000);
  expect(taken).toHaveLength(20_001);
  expect(taken.at(-1)).toMatchObject({
    subject: { application: "live", user: undefined },
    figures: { refused: 5 },
  });
});

test("an erased viewer's name is in nothing that was asked up to the erasure, and in what comes after it", () => {
  const meter = createUsageMeter();
  meter.count(subject, 1, { sessions: 1 });
  meter.forget("acme", "eve", 10);
  meter.count(subject, 10, { refused: 1 });
  meter.count({ ...subject, organization: "other" }, 10, { refused: 1 });
  const users = () => meter.take(10).map(addition => [addition.subject.organization, addition.subject.user]);
  expect(users()).toEqual([
    ["acme", undefined],
    ["other", "eve"],
  ]);
  meter.count(subject, 11, { sessions: 1 });
  expect(users()).toEqual([["acme", "eve"]]);
});
