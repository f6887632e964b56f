import type { ComparedCall } from "../compat-system.ts";

/** Every call, field and behaviour that users of Flowplayer OVP and Wowza Video know of keys and playback tokens. */
export const comparedTokens: readonly ComparedCall[] = [
  {
    call: "x-flowplayer-api-key (OVP), Authorization: Bearer (Wowza)",
    likeness: "same",
    note: "an API key of this server in the same place; either header is taken at either address.",
  },
  {
    call: "POST …/playback_tokens/keys",
    likeness: "same",
    note: "below `/platform/v3` 201 with `site_group_id`; below `/api/v2.0` and `/api/beta` 200 with `organization_id`, flat as in the samples and inside `playback_token_key` as in the schema. Fields that are not known are ignored.",
  },
  {
    call: "value of a key",
    likeness: "same",
    note: '64 hexadecimal characters, shown once; the key is these characters. `"value_encoding": "hex"`, ours, makes it the bytes that they spell.',
  },
  {
    call: "id of a key",
    likeness: "same",
    note: "`<uuid>-<5 hexadecimal digits>`, the token's kid. The UUID is this installation's own for the organization and tells nothing of it.",
  },
  {
    call: "what a key vouches for",
    likeness: "safer",
    note: "playing, in the applications and for the lifetime of the API key that made it; an API key that hands out streams alone makes none. `PATCH /v1/keys/{id}` changes it.",
  },
  {
    call: "GET …/playback_tokens/keys",
    likeness: "same",
    note: "`query`, `page`, `per_page` (1000 unless said, and at most); the oldest first. A key that was taken over with its kid is listed, too.",
  },
  {
    call: "DELETE …/playback_tokens/keys/{id}",
    likeness: "safer",
    note: "204; whoever plays with a token of it is cut within a second. Its id is remembered, so that a second call, and a token of it, is 410.",
  },
  {
    call: "POST …/playback_tokens",
    likeness: "same",
    note: "flat, or inside `playback_token`; below `/platform/v3` 201, else 200. The token is listed, counted and revoked as every other of this server.",
  },
  {
    call: "without exp",
    likeness: "safer",
    note: "as in the guide: the default lifetime of the video's application (24 h unless set), at most what the API key hands out.",
  },
  {
    call: "nbf, iat, iss, sub, aud, catv",
    likeness: "same",
    note: 'written as they are; times also as text, as in the samples. `sub` is the token\'s user. `aud` and `iss` may be anything: the key says so (`audiences: ["*"]`).',
  },
  {
    call: "cti",
    likeness: "safer",
    note: "names the token, also for `POST /v1/revocations`; without one it gets one. A second token of the key with the same name is 422: two texts under one name would be one token.",
  },
  {
    call: "catu",
    likeness: "safer",
    note: "up to 5 parts, 0 to 8, matches 0 to 3. Where the path must contain a stream's name or alias, the token opens that stream alone, whatever else has the text in its address; `Sluice-Warning` names those. An empty text, which limits nothing, is 422.",
  },
  {
    call: "catnip",
    likeness: "safer",
    note: "up to 5 networks, prefixes to /24 and /56, without bits behind the prefix. An empty list is 422: leave it out. API v1 takes any prefix.",
  },
  {
    call: "catgeoiso3166",
    likeness: "safer",
    note: "up to 5 countries or regions. Whether it can be judged depends on the country data of this server: what is not known refuses. An empty list is 422.",
  },
  {
    call: "fields of a token that are not known",
    likeness: "safer",
    note: "422: a limit that was meant is not left out. `POST /v1/tokens` takes every claim of CTA-5007-B.",
  },
  {
    call: "limits of an API key",
    likeness: "safer",
    note: "`catu` is the text's own word for what it opens, so that it needs the scope `tokens:create-organization`; applications, actions and lifetimes of the key hold as in API v1. Theirs has all rights.",
  },
  {
    call: "tokens of the customer's own service",
    likeness: "same",
    note: "HS256 in a COSE_Mac0 with the id as kid and the value as key, in the forms that @eyevinn/cat writes. They are listed with their first use, and revoked as all others.",
  },
  {
    call: "?CAT=, CTA-Common-Access-Token, flowplayer(…, { playback_token })",
    likeness: "same",
    note: "the embedding code plays with its host replaced; other players take `?CAT=`.",
  },
  {
    call: "revoking a token",
    likeness: "safer",
    note: "they have no call for it: `DELETE /v1/tokens/{id}`, `POST /v1/revocations` by `jti`, `user`, `stream` or `key`.",
  },
  {
    call: "limit of rate",
    likeness: "same",
    note: '429 with `{"message": "Too Many Requests"}` and, ours, `Retry-After`: 200 calls a second for each API key, 1,000 at once, or as `compat_calls_per_second` says. Theirs is 1 a second.',
  },
  {
    call: "401, 403, 404, 410, 422",
    likeness: "same",
    note: '`{"meta": {"status", "code", "title", "message", "description", "links"}}` with Wowza\'s codes at either address: Flowplayer has published its form of 429 alone. `description` says which right an API key lacks.',
  },
  {
    call: "token_auth_enabled, token_auth_shared_secret, geoblock_* of Wowza's stream targets",
    likeness: "not-offered",
    note: "signed URLs of one CDN. Limits of a stream (`ip`, `countries`, `rules`) and every kind of token take their place.",
  },
];
