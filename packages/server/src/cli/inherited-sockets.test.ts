import { expect, test } from "vitest";
import { takeInheritedSockets } from "./inherited-sockets.ts";

const one = { processId: 7, hasAdminListener: false };
const two = { processId: 7, hasAdminListener: true };

test("the first socket is the main listener's, the second the admin listener's", () => {
  expect(takeInheritedSockets({ LISTEN_PID: "7", LISTEN_FDS: "1" }, one)).toEqual({ main: 3 });
  expect(takeInheritedSockets({ LISTEN_PID: "7", LISTEN_FDS: "2" }, two)).toEqual({ main: 3, admin: 4 });
  expect(takeInheritedSockets({ LISTEN_PID: "7", LISTEN_FDS: "1" }, two)).toEqual({ main: 3 });
});

test("sockets that are meant for another process are not touched", () => {
  expect(takeInheritedSockets({ LISTEN_PID: "8", LISTEN_FDS: "1" }, one)).toEqual({});
  expect(takeInheritedSockets({ LISTEN_FDS: "1" }, one)).toEqual({});
  expect(takeInheritedSockets({}, one)).toEqual({});
});

test("no process that is started later takes them for its own", () => {
  const env = { LISTEN_PID: "7", LISTEN_FDS: "1", LISTEN_FDNAMES: "main", PATH: "/bin" };
  takeInheritedSockets(env, one);
  expect(env).toEqual({ PATH: "/bin" });
});

test.each(["2", "-1", "many", "1.5"])("LISTEN_FDS=%s without an admin listener is refused", count => {
  expect(() => takeInheritedSockets({ LISTEN_PID: "7", LISTEN_FDS: count }, one)).toThrow(
    /there is a use for one listener/,
  );
});
