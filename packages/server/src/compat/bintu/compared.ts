import type { ComparedCall } from "../compat-system.ts";

/** What users of nanoStream Cloud know, and how it fares here. */
export const compared: readonly ComparedCall[] = [
  { call: "POST /api/v1/splay", likeness: "same", note: "Answers `success`, `data.token`." },
  {
    call: "header X-BINTU-APIKEY or X-BINTU-TOKEN",
    likeness: "same",
    note: "An API key of this server in either. Its scopes, applications, actions and longest life hold; a key without `tokens:create` is refused as a role without that right is there (403, 1001).",
  },
  {
    call: "calls from pages in a browser",
    likeness: "safer",
    note: "Not opened to other sites (no CORS headers): an API key belongs on a server. What is done there is not published.",
  },
  {
    call: "groupid, streams, orgawide",
    likeness: "safer",
    note: "Exactly one, as there. A stream is named as in every other call (a bare name, an alias or application/stream), and a name that no stream has is refused (400, 1000) instead of a token that opens nothing; a group may be made later than its token. `orgawide` needs an API key with `tokens:create-organization`.",
  },
  {
    call: "exp",
    likeness: "same",
    note: "Two weeks when it is left out, 24 hours with `revocable`, and no more than the API key allows; at most 365 days ahead.",
  },
  { call: "nbf", likeness: "same", note: "When it is left out the token says the time of its making." },
  {
    call: "ip",
    likeness: "same",
    note: "One text or a list of up to 10 addresses and networks; here also IPv6. Judged at entry and with every playlist.",
  },
  { call: "domain", likeness: "same", note: "One host without scheme, port, path and wildcard." },
  { call: "user, tag", likeness: "same", note: "Here one can also list and revoke by them." },
  {
    call: "cust",
    likeness: "same",
    note: "Any JSON of up to 1,024 characters, written into the token and shown in lists; it limits nothing. What it does there is not published.",
  },
  {
    call: "revocable",
    likeness: "safer",
    note: "Written into the token and not needed: every token can be revoked for its whole life. Its limit of 24 hours does not hold, as there is nothing that it would save.",
  },
  {
    call: "forceDisconnect",
    likeness: "same",
    note: "Running sessions end at `exp`; without it they go on, and only new entries are refused.",
  },
  {
    call: "parameters that are not known",
    likeness: "safer",
    note: "Refused (400, 1000): a limit that is misspelt must not be one that is missing. What is done there is not published.",
  },
  {
    call: "the JWT",
    likeness: "same",
    note: "EdDSA with `kid`, `iss`, `aud` `splay`, `sub`, `iat`, `nbf`, `exp` and their claims, under a key of the organization that is made with the first call. `iss` is this server's address, `sub` the organization's code, `streams` has the streams' full names, and there is always a `jti`. Keys are published: they can be verified elsewhere.",
  },
  {
    call: "POST /api/v1/splay/verify",
    likeness: "safer",
    note: "403 with 1002 also for a token that is revoked, suspended, not valid yet or spent, with words of ours; theirs are published for `jwt expired` alone. Tokens of every kind. More than 30 wrong ones a minute from one address are answered 429.",
  },
  {
    call: "POST /api/v1/splay/revoke",
    likeness: "safer",
    note: "204 for tokens of every kind, by text or public id, before and after the end without a limit of 24 hours; sessions end within a second. 2012 also for one that nobody has made: it cannot be told from another organization's. 2004 and 2012 have the status 400, which is published for 2011 alone.",
  },
  {
    call: "error 2011, token not created revocable",
    likeness: "safer",
    note: "Never the answer: such a token is revoked, 204.",
  },
  {
    call: "errors 1000, 1001, 1002, 2004, 2012",
    likeness: "same",
    note: "`success`, `errorCode`, `message`. 1000 is the answer to every parameter that is missing or wrong. What they publish no code for has its status as one: 405, 409, 413, 429, 500, 503.",
  },
  {
    call: "security: { jwtoken } of the NanoPlayer, in group and entries",
    likeness: "same",
    note: "Of our player under their name: docs/player.md. `updateSource` renews during play.",
  },
  {
    call: "error codes of the player",
    likeness: "same",
    note: "4106, 4400, 4403, 4900, 4901, 4903 and 5006 as documented there, one for each of our reasons; `reason` and `ref` beside them tell more. 4904 and 4108 never: the service that judges is the one that plays.",
  },
  {
    call: "all playback of an organization is secure or none is",
    likeness: "safer",
    note: "Each application and stream has its own `enforcement`: enforce, report only, or off.",
  },
  {
    call: "STS tokens, POST /secure/token",
    likeness: "not-offered",
    note: "They are deprecated there, and signed with a secret of nanocosmos. Make a JWT with POST /api/v1/splay.",
  },
  {
    call: "POST /webcaster, POST /webcaster/verify",
    likeness: "not-offered",
    note: 'There is no webcaster. POST /v1/tokens with `"action": "publish"` makes a token for OBS, FFmpeg and WHIP.',
  },
  {
    call: "Guardian POST /ip",
    likeness: "not-offered",
    note: 'POST /v1/revocations with `{"selector": {"ip": …}, "until": …}` keeps an address or network out, and ends its sessions, too.',
  },
  {
    call: "Guardian POST /referer",
    likeness: "not-offered",
    note: '`domains` of a token, or in the `limits` of a stream, says which sites may show it; `rules` can name those that may not (`{"effect": "deny", "domains": …}`).',
  },
  {
    call: "organisation webhook for RTMP, PUT /organisation/webhook",
    likeness: "not-offered",
    note: "The media server asks this server before it lets anybody publish: docs/hooks.md.",
  },
  {
    call: "bintu's own API of streams and groups, /stream",
    likeness: "not-offered",
    note: "/v1/streams and /v1/groups, or `sluice import bintu` for what is there.",
  },
];
