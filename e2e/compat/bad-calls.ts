import type { CompatRoute, CompatSystem } from "../../packages/server/src/compat/compat-system.ts";
import type { RawHeader } from "../bad-input/raw-request.ts";
import { ADMIN_KEY } from "../support/sluice.ts";
import { badBodies, tooLarge } from "./bad-bodies.ts";
import { keyHeaders } from "./key-headers.ts";
import { plainValue, routePath } from "./route-path.ts";

/** One call that no client sends on purpose. */
export interface BadCall {
  readonly what: string;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly RawHeader[];
  readonly bytes?: Buffer;
  /** What must come of it, besides a clear refusal or an answer. */
  readonly must?: "be refused" | undefined;
}

const TAKES_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

const ABSURD_VALUES = [
  "%00",
  "..%2F..%2Fetc%2Fpasswd",
  "%2e%2e",
  "%ff",
  "%",
  "x".repeat(9_000),
  "__proto__",
  "constructor",
  "'%20OR%201=1--",
  "%F0%9F%92%A9",
  "-1",
  "1e400",
  "NaN",
  "99999999999999999999",
  "%7B%7D",
  "%20",
  "st_",
  "00000000-0000-4000-8000-000000000000",
];

const QUERY_NAMES = ["expireDate", "type", "roomId", "subscriberId", "access_token", "status", "page"].concat(
  ["page_size", "per_page", "query", "is_active", "token"],
);

/** Every bad call of a route, with a good key unless the call is about the key. */
export function badCalls({ id }: CompatSystem, route: CompatRoute): readonly BadCall[] {
  const { method, url } = route;
  const good = keyHeaders[id](ADMIN_KEY);
  const target = routePath(url, plainValue);
  const plain = { method, target, headers: [good] };
  const bodies = TAKES_BODY.has(method) ? [...badBodies, tooLarge] : badBodies.slice(0, 3);
  return [
    ...badKeys(id, route, plain),
    ...bodies.map(({ what, bytes, type = "application/json" }) => ({
      ...plain,
      what,
      headers: [good, ["Content-Type", type] as const],
      bytes,
      must: what === tooLarge.what ? ("be refused" as const) : undefined,
    })),
    ...badParameters(url).map(bad => ({ ...plain, what: `path ${bad.slice(0, 80)}`, target: bad })),
    ...badQueries().map(query => ({
      ...plain,
      what: `query ${query.slice(0, 80)}`,
      target: `${target}?${query}`,
    })),
    { ...plain, what: "a content type twice", headers: [good, ...twice("Content-Type", "text/plain")] },
    { ...plain, what: "an absurd header", headers: [good, ["X-Forwarded-For", "x".repeat(4_000)]] },
    { ...plain, what: "an Expect header", headers: [good, ["Accept", "\u00ff"]] },
  ];
}

function badKeys(
  id: CompatSystem["id"],
  { scope }: CompatRoute,
  plain: Pick<BadCall, "method" | "target">,
): readonly BadCall[] {
  if (scope === "open") return [];
  const key = keyHeaders[id];
  const [name] = key(ADMIN_KEY);
  const must = "be refused";
  return [
    { ...plain, what: "no key", headers: [], must },
    { ...plain, what: "an empty key", headers: [[name, ""]], must },
    { ...plain, what: "an unknown key", headers: [key("sk_00000000nobody")], must },
    { ...plain, what: "a key that is binary", headers: [key("\u00ff\u00fe")], must },
    { ...plain, what: "a key of 8,000 characters", headers: [key("x".repeat(8_000))], must },
    { ...plain, what: "a wrong scheme", headers: [["Authorization", `Basic ${ADMIN_KEY}`]], must },
    { ...plain, what: "the key in the query", target: `${plain.target}?key=${ADMIN_KEY}`, headers: [], must },
    { ...plain, what: "a wrong key before the good one", headers: [key("wrong"), key(ADMIN_KEY)], must },
  ];
}

/** Each parameter absurd in turn, the others plain. */
function badParameters(url: string): readonly string[] {
  const names = [...url.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  return names.flatMap(bad =>
    ABSURD_VALUES.map(value => routePath(url, name => (name === bad ? value : plainValue(name)))),
  );
}

function badQueries(): readonly string[] {
  return [
    ...QUERY_NAMES.flatMap(name => ABSURD_VALUES.map(value => `${name}=${value}`)),
    ...QUERY_NAMES.map(name => `${name}=1&${name}=2`),
    ...QUERY_NAMES.map(name => `${name}[]=1&${name}[x]=2&${name}`),
    "&&&===",
    "a=1&".repeat(1_000),
  ];
}

function twice(name: string, value: string): readonly RawHeader[] {
  return [
    [name, value],
    [name, "application/json"],
  ];
}
