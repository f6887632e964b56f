import { expect, test } from "vitest";
import { guardedOrigin } from "./guarded.ts";
import type { OriginRequest } from "./origin.ts";
import { unavailable } from "./unavailable.ts";

const token = `st_0123456789aB${"ZyXwVuTsRqPoNmLkJiHgFeDcBa"}`;
const handle = `AQE${"b".repeat(59)}`;

function recorded() {
  const asked: OriginRequest[] = [];
  const origin = guardedOrigin({
    kind: "test",
    async open(request) {
      asked.push(request);
      return unavailable("origin-error");
    },
    close: async () => undefined,
  });
  return { asked, origin };
}

const request: OriginRequest = { method: "GET", path: "a/b.ts", signal: AbortSignal.timeout(1_000) };

test.each([token, handle, `sk_${"a".repeat(38)}`])(
  "an origin is not asked for a path with %s",
  async text => {
    const { asked, origin } = recorded();
    for (const path of [`${text}/index.m3u8`, `a/${text}`, `a/${text}.ts`]) {
      expect(await origin.open({ ...request, path })).toMatchObject({ reason: "media-not-found" });
    }
    expect(asked).toEqual([]);
  },
);

test("a query or a validator with a credential does not reach an origin, the request does", async () => {
  const { asked, origin } = recorded();
  await origin.open({ ...request, query: `x=${token}`, ifNoneMatch: `"${handle}"` });
  expect(asked).toEqual([{ ...request, query: undefined, ifNoneMatch: undefined }]);
});

test("what only looks alike is passed on as it is", async () => {
  const { asked, origin } = recorded();
  const like = {
    ...request,
    path: "AQEhash_of-content/seg_AQE3456789012345678901234567890123456789012345678901234567890123456789.ts",
    query: "Signature=AQEabc&Key-Pair-Id=st_short",
    ifNoneMatch: '"AQE1"',
  };
  await origin.open(like);
  expect(asked).toEqual([like]);
});
