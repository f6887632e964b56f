import { judgeJwt } from "../jwt/judge-jwt.ts";
import { type JsonObject, parseJsonObject } from "../jwt/strict-json.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const encoder = new TextEncoder();
const CONTEXT = { nowSeconds: 1_750_000_000, url: "https://cdn.example/a%2fb?c=d", ip: "2001:db8::7" };

/** Claims of each claim map. */
export const jwtClaimSeeds: readonly JsonObject[] = [
  { exp: 1_750_000_060, actions: ["play", "publish"], target: { streams: ["live/cam1"] }, max_uses: 3 },
  {
    nbf: 1,
    ip: ["192.0.2.0/24"],
    tag: "t",
    actions: ["play"],
    target: { group: "g" },
    disconnect_at_expiry: true,
  },
  {
    iss: "nanocosmos",
    aud: "splay",
    sub: "org",
    streams: ["a", "b"],
    domain: "example.org",
    forceDisconnect: true,
  },
  { streamId: "stream1", type: "publish", exp: 1_750_000_060, jti: "j" },
  { mediamtx_permissions: [{ action: "read", path: "~^cam[0-9]+$" }, { action: "publish" }] },
  { mediamtx_permissions: '[{"action":"read","path":"cam1"}]' },
  {
    cdniv: 1,
    cdniuc: "regex:^https://cdn\\.example/",
    cdniets: 60,
    cdnistt: 1,
    cdnistd: 1,
    exp: 1_750_000_060,
  },
];

/** Claims before any signature: what is read is judged and written as JSON without an exception. */
export const jwtClaimsFuzz: FuzzTarget = {
  name: "jwt-claims",
  seeds: jwtClaimSeeds.map(claims => encoder.encode(JSON.stringify(claims))),
  run(input) {
    const claims = parseJsonObject(input);
    const proven = claims && judgeJwt({ claims }, {});
    if (proven === undefined || "refused" in proven) return "refused";
    for (const limit of proven.limits) {
      limit.judge(CONTEXT);
      JSON.stringify(limit.toJson());
    }
    return "accepted";
  },
};
