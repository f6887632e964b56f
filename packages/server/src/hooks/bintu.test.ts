import { expect, test } from "vitest";
import { bintu } from "./bintu.ts";
import { plainServer } from "./testing/hook-door.ts";

const token = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";
const forged = `call=publish&app=live&name=mine&clientid=9&addr=203.0.113.9&type=live&token=${token}`;
const own = "call=publish&app=live&name=theirs&clientid=5&addr=198.51.100.1&type=live";

const parse = (form: string) =>
  bintu.parse({
    method: "POST",
    rest: [],
    query: "",
    headers: {},
    body: Buffer.from(form),
    server: plainServer,
    nowMilliseconds: 0,
  });

test("a client that writes the service's fields is not believed, with however much it pushes those out of sight", () => {
  expect(parse(own)).toMatchObject({ event: "open", stream: "theirs" });
  for (const between of ["&", "&".repeat(300), `${"&x".repeat(300)}&`, `${"&x=1".repeat(300)}&`]) {
    expect(parse(forged + between + own)).toMatchObject({ event: "malformed" });
  }
});
