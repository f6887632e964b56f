import { expect, test, vi } from "vitest";
import { createEvents, type ServerEvent } from "./events.ts";
import { createLog } from "./log.ts";

const event: ServerEvent<"token.revoked"> = {
  type: "token.revoked",
  organization: "demo",
  application: undefined,
  user: undefined,
  atMilliseconds: 1,
  data: () => ({
    token: "st_1",
    revocation: null,
    selector: null,
    suspended: false,
    tokens: 1,
    sessions: 0,
  }),
};

test("a listener that throws harms neither whoever emits nor the listeners behind it", () => {
  const events = createEvents(createLog("silent"));
  const heard: string[] = [];
  events.onEvent(() => {
    throw new Error("broken");
  });
  events.onEvent(({ type }) => heard.push(type));
  expect(() => events.emit(event)).not.toThrow();
  expect(heard).toEqual(["token.revoked"]);
});

test("what an event tells is not made when nobody asks for it", () => {
  const events = createEvents(createLog("silent"));
  const data = vi.fn(event.data);
  events.onEvent(() => undefined);
  events.emit({ ...event, data });
  expect(data).not.toHaveBeenCalled();
});
