import type { ComparedCall } from "../compat-system.ts";

const BASE = "/{app}/rest/v2/broadcasts";

/** Tokens in REST v2 and v1, and who may call. */
export const comparedTokens: readonly ComparedCall[] = [
  {
    call: `GET ${BASE}/{id}/token (getTokenV2)`,
    likeness: "safer",
    note: "Token and Result as there, and their 400s. `tokenId` has 155 bits of chance and is kept as a hash. A date in milliseconds is refused. Where only registered streams exist, a name that none has is refused.",
  },
  {
    call: `GET ${BASE}/{id}/jwt-token (getJwtTokenV2)`,
    likeness: "safer",
    note: "Signed with `jwtStreamSecretKey`; besides `streamId`, `type` and `exp` it has a `jti`, so that it is listed and can be revoked. A `type` other than `play` and `publish` is refused.",
  },
  {
    call: `POST ${BASE}/validate-token (validateTokenV2)`,
    likeness: "safer",
    note: "Spends the token in the same step: of calls at once one succeeds, also after a crash. By text, and with the scope `tokens:read` by public id. `?consume=false`, which is ours, only looks. JWTs are validated, too, and not spent.",
  },
  {
    call: "roomId",
    likeness: "safer",
    note: "Stored, and must match, as the stream must: theirs lets whoever names any room in. In its room a token keeps its use, as there.",
  },
  {
    call: `DELETE ${BASE}/{id}/tokens (revokeTokensV2)`,
    likeness: "safer",
    note: "Also ends what runs with them within a second, and includes JWTs that were made here. True exactly when there was one.",
  },
  {
    call: `GET ${BASE}/{id}/tokens/list/{offset}/{size} (listTokensV2)`,
    likeness: "safer",
    note: "`tokenId` is the public id: texts are not kept. 250 at most, whatever `size` says. The tokens of every API that name the stream; expired ones, as there.",
  },
  {
    call: "GET /{app}/rest/broadcast/getToken?id=&expireDate=&type= (v1)",
    likeness: "safer",
    note: "A Result with 200 when it makes none, as since 1.7. `type` is needed, and the date holds, which 1.5 to 1.7 ignored.",
  },
  {
    call: "POST /{app}/rest/broadcast/validateToken (v1)",
    likeness: "same",
    note: "The Token, or 204.",
  },
  { call: "POST /{app}/rest/broadcast/revokeTokens?id= (v1)", likeness: "same", note: "" },
  {
    call: "GET /{app}/rest/broadcast/listTokens/{streamId}/{offset}/{size} (v1)",
    likeness: "same",
    note: "With public ids, as in v2.",
  },
  {
    call: "calls without a credential",
    likeness: "safer",
    note: "403 `Not allowed IP`: an API key of this server stands in `Authorization`, raw or behind `Bearer`. `remoteAllowedCIDR` names addresses that need none; it is empty by default, and forwarded requests and those of pages in browsers always need one.",
  },
  {
    call: "REST JWT (jwtControlEnabled)",
    likeness: "safer",
    note: "HS256 with `jwtSecretKey`, raw or behind `Bearer` in any case; without `exp` it holds as long as the secret. 403 `Invalid App JWT Token`. A stream's JWT is none. More than 30 wrong ones a minute from one address are answered 429.",
  },
  {
    call: "header ClusterAuthorization of REST",
    likeness: "not-offered",
    note: "There is no cluster of Ant Media nodes here: it lets nobody in.",
  },
  {
    call: `POST ${BASE}/create, GET ${BASE}/{id}, GET ${BASE}/list/{offset}/{size}, DELETE ${BASE}/{id}`,
    likeness: "safer",
    note: "Register a stream, show, list and remove it: `streamId`, `status`, `type`, `date`; `name` is only echoed. With an API key alone. A `type` other than `liveStream` is refused. To delete one ends who publishes or plays it.",
  },
  {
    call: "PUT of broadcasts, stream sources, IP cameras, playlists, VoDs, recordings, rooms",
    likeness: "not-offered",
    note: "No matter of access: media servers have their own API for them. Limits of a stream are set with API v1 (`PATCH /v1/streams/{name}`).",
  },
  {
    call: "GET /app-jwt-token, GET /{id}/room-jwt-token, /jwt-black-list (never released)",
    likeness: "not-offered",
    note: "API v1 makes tokens for a group, an organization and a user, and revokes any by selector.",
  },
];
