import type { ComparedCall } from "../compat-system.ts";

/** Every call and behaviour that users of TPStreams know (its documentation, its SDKs, and Testpress' for the same API). */
export const compared: readonly ComparedCall[] = [
  {
    call: "POST /api/auth/login/",
    likeness: "safer",
    note: "The password is an API key of this server that has the scope keys:write; the user name is anything. The key that comes back makes, shows and changes tokens, and lives 90 days at most. 20 per organization, as there; wrong passwords are slowed down.",
  },
  {
    call: "POST /api/auth/logout/",
    likeness: "same",
    note: "Removes the presented key if a login has made it; any other API key answers 403.",
  },
  {
    call: "Authorization: Token …",
    likeness: "same",
    note: "The key of a login, or any API key that has the scope.",
  },
  {
    call: "POST /api/v1/{org}/assets/{asset}/access_tokens/",
    likeness: "same",
    note: "The asset is an alias or the name of a stream. Without time_to_live it is for ever, which needs a key that may make such tokens; 403 says so otherwise. A form's fields count; members that are not known mean nothing.",
  },
  {
    call: "GET /api/v1/{org}/assets/{asset}/access_tokens/{code}/",
    likeness: "same",
    note: "The code, or the public id that the list shows. 404 for a token of another asset.",
  },
  {
    call: "PUT /api/v1/{org}/assets/{asset}/access_tokens/{code}/",
    likeness: "same",
    note: "What is left out stays. time_to_live: 0 also ends what plays now, within a second.",
  },
  {
    call: "PATCH /api/v1/{org}/assets/{asset}/access_tokens/{code}/",
    likeness: "same",
    note: "As PUT.",
  },
  {
    call: "GET /api/v1/{org}/assets/{asset}/access_tokens/",
    likeness: "safer",
    note: "status, is_active, page and page_size up to 100. Texts of tokens are not kept: code is the public id, which view and update take, and playback_url is null. modified is null for a token that was changed. Of more than 10,000 tokens the newest are counted.",
  },
  {
    call: "status of a token",
    likeness: "same",
    note: "Active or Expired. Used, suspended and revoked tokens read Expired.",
  },
  {
    call: "expires_after_first_usage",
    likeness: "safer",
    note: "Spent when media goes out, never by a look at a page, a HEAD or a stream that is off air. Whoever has used it may load the page again for a short while.",
  },
  {
    call: "annotations",
    likeness: "same",
    note: "Up to 20, echoed with all their keys; what is not a color, a number or a text is 400. x and y are px from the left and the top.",
  },
  {
    call: "GET /embed/{asset}/?access_token=…",
    likeness: "same",
    note: "Also /embed/{org}/{asset}/, and with a slash behind the token. autoplay, muted, loop and playRates count; background and viewer_id change nothing.",
  },
  {
    call: "HEAD /api/v1/{org}/assets/{asset}/?access_token=…",
    likeness: "safer",
    note: "200, 401 without a token, 403 with a bad one. It spends nothing; wrong tokens are slowed down.",
  },
  {
    call: "GET /api/v1/{org}/assets/{asset}/?access_token=…",
    likeness: "same",
    note: "What players read: id, title, type, and the addresses of the media. Nothing about renditions, thumbnails or bytes.",
  },
  {
    call: "GET /api/v1/{org}/assets/{asset}/?expiry=…",
    likeness: "not-offered",
    note: "Addresses are not signed: make a token with that time_to_live.",
  },
  {
    call: "access_token on the address of a key (AES-128)",
    likeness: "safer",
    note: "Opens it for who plays the stream with the same token, and spends nothing. By itself a token opens no key.",
  },
  {
    call: "GET /api/v1/{org}/assets/{asset}/aes_key/?access_token=…",
    likeness: "safer",
    note: "Leads to the file aes_key in the stream's folder, for who plays the asset with this token.",
  },
  {
    call: "POST /api/v1/{org}/assets/{asset}/drm_license/",
    likeness: "not-offered",
    note: "There is no license server here; a token is not asked for by one either.",
  },
  {
    call: "DELETE of an access token",
    likeness: "not-offered",
    note: "Not theirs either: time_to_live: 0, or DELETE /v1/tokens/{id} of API v1, which also lists them.",
  },
  {
    call: "POST /api/v1/{org}/assets/videos/, folders, subtitles, live streams, usage",
    likeness: "not-offered",
    note: "Sluice protects media and does not host it: register streams by `POST /v1/streams`.",
  },
  {
    call: "domain restriction",
    likeness: "same",
    note: "A setting of the stream here: domains in its limits. A token of API v1 can have its own.",
  },
  {
    call: "Authorization: JWT … (Testpress)",
    likeness: "not-offered",
    note: "Use Authorization: Token.",
  },
];
