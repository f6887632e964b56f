import { expect, test } from "vitest";
import { guardedOrigin } from "./guarded.ts";
import type { OriginRequest } from "./origin.ts";
import { unavailable } from "./unavailable.ts";

test("a credential in If-Range does not reach the origin, and the whole is asked for instead of a part", async () => {
  const asked: OriginRequest[] = [];
  const origin = guardedOrigin({
    kind: "test",
    open: async request => {
      asked.push(request);
      return unavailable("media-not-found");
    },
    close: async () => {},
  });
  const request = {
    method: "GET",
    path: "a/b.mp4",
    range: { start: 5, end: undefined },
    signal: AbortSignal.timeout(1_000),
  } as const;
  await origin.open({ ...request, ifRange: `"sk_${"a".repeat(38)}"` });
  await origin.open({ ...request, ifRange: '"5f-1"' });
  expect(asked).toMatchObject([
    { range: undefined, ifRange: undefined },
    { range: request.range, ifRange: '"5f-1"' },
  ]);
});
