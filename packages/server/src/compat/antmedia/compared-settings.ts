import type { ComparedCall } from "../compat-system.ts";

/** The settings of an application, and where they are set. */
export const comparedSettings: readonly ComparedCall[] = [
  {
    call: "GET /rest/v2/applications/settings/{app}",
    likeness: "safer",
    note: "With an API key; the settings below, and of a secret only that it is set.",
  },
  {
    call: "POST /rest/v2/applications/settings/{app}, PUT",
    likeness: "safer",
    note: "In force at once. Only what is given changes: theirs sets everything else back to its default. `success: false` has a message. Settings that have nothing to do with access are passed over.",
  },
  {
    call: "red5-web.properties",
    likeness: "same",
    note: "`applications.<name>.antmedia` in the YAML file has the same names; what the file says is locked over REST.",
  },
  {
    call: "publishTokenControlEnabled, playTokenControlEnabled",
    likeness: "safer",
    note: "Are `enforcement.publish` and `enforcement.play`: `true` is `enforce`, `false` is `off`. On by default. Tokens of every kind open, not only one-time ones.",
  },
  {
    call: "publishJwtControlEnabled, playJwtControlEnabled, jwtStreamSecretKey",
    likeness: "safer",
    note: "The secret is a token key of the application: JWTs that you sign open with the switch on or off. A switch that is on asks for a token and says refusals in its words; turned off again, it leaves the stream closed until `…TokenControlEnabled` is `false`.",
  },
  {
    call: "enableTimeTokenForPublish, enableTimeTokenForPlay, timeTokenSecretForPublish, timeTokenSecretForPlay, timeTokenPeriod",
    likeness: "same",
    note: "May be on without a secret of the application: subscribers may have their own.",
  },
  {
    call: "hashControlPublishEnabled, hashControlPlayEnabled, tokenHashSecret",
    likeness: "same",
    note: "",
  },
  {
    call: "two mechanisms on in one direction",
    likeness: "safer",
    note: "Refused, as there; hash counts as one, too: with another beside it nobody could play.",
  },
  {
    call: "a switch on with an empty secret",
    likeness: "safer",
    note: "Refused: theirs locks everybody out. Secrets of JWTs have 32 characters at least.",
  },
  {
    call: "acceptOnlyStreamsInDataStore",
    likeness: "same",
    note: "Is `registered_only`.",
  },
  {
    call: "allowedPublisherCIDR",
    likeness: "safer",
    note: "For every protocol, besides the token; refused while publishers need none.",
  },
  {
    call: "ipFilterEnabled, remoteAllowedCIDR",
    likeness: "safer",
    note: "Empty by default, never every address. Off does not let anybody in: without this filter there must be a REST JWT or an API key.",
  },
  {
    call: "jwtControlEnabled, jwtSecretKey",
    likeness: "same",
    note: "With `ipFilterEnabled` both must hold, as there.",
  },
  { call: "writeSubscriberEventsToDatastore", likeness: "same", note: "" },
  {
    call: "jwksURL",
    likeness: "not-offered",
    note: "Refused. Make API keys; stream JWTs of a JWKS URL are judged with a token key (`POST /v1/keys`, `jwks_url`).",
  },
  {
    call: "webhookAuthenticateURL, webhookPlayAuthUrl",
    likeness: "not-offered",
    note: "Refused. Media servers ask this server; what it decides goes out by its own webhooks.",
  },
  {
    call: "acceptOnlyRoomsInDataStore, tokenControlEnabled, timeTokenSubscriberOnly, jwtBlacklistEnabled, names with settings.",
    likeness: "not-offered",
    note: "Refused when they are on: taken for set, they would leave open what they close.",
  },
  {
    call: "clusterCommunicationKey, rtmpPlaybackEnabled",
    likeness: "not-offered",
    note: "Passed over: there are no nodes here, and RTMP play is the media server's, which asks.",
  },
];
