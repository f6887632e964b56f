/** One of the two names under which the same calls are known. */
export interface Dialect {
  /** What stands before the calls' paths. */
  readonly base: string;
  /** Who a key belongs to, as its answers call it. */
  readonly owner: "site_group_id" | "organization_id";
  /** Also inside `playback_token_key`, where Wowza's schema has it and its samples do not. */
  readonly wrapsKeys: boolean;
  /** Of an answer that made something. */
  readonly created: 200 | 201;
  /** How a UTC time ends: the guide of Flowplayer has `+0000`, the schema of Wowza `Z`. */
  readonly zone: "+0000" | "Z";
}

/** Flowplayer OVP (docs.flowplayer.com/security/advanced-playback-token). */
export const ovp: Dialect = {
  base: "/platform/v3",
  owner: "site_group_id",
  wrapsKeys: false,
  created: 201,
  zone: "+0000",
};

/** Wowza Video (OpenAPI v2.0, tag advanced_token_authentication). */
export const wowza: Dialect = {
  base: "/api/v2.0",
  owner: "organization_id",
  wrapsKeys: true,
  created: 200,
  zone: "Z",
};

/** Wowza's samples still make tokens here. */
export const wowzaBeta: Dialect = { ...wowza, base: "/api/beta" };
