// Written by `npm run generate -w packages/client` from openapi.json: change the routes, not this file.

export interface paths {
  "/v1/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Is it able to decide? For load balancers */
    get: operations["readHealth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/openapi.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This document: every route, what it takes and what it answers, in OpenAPI 3.1 */
    get: operations["readOpenApiDocument"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Metrics for Prometheus
     * @description Open to this machine; from anywhere else with an API key.
     *
     *     Needs the scope `metrics:read`.
     */
    get: operations["readMetrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/delegations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a token from a token, which limits it; needs no API key
     * @description Send the token to be handed on as `Authorization: Bearer …`; it must have `delegation`. The new one opens what every token above it opens at the moment of use, and nothing more. A signed token is found by the application of the first stream in `target`.
     */
    post: operations["delegateToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List tokens
     * @description Needs the scope `tokens:read`.
     */
    get: operations["listTokens"];
    put?: never;
    /**
     * Make a token; the only answer with its text
     * @description The first `jwt` or `cat` of an organization makes its first token key, ES256. Where there are keys and none signs: 409.
     *
     *     Needs the scope `tokens:create`.
     */
    post: operations["createToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tokens/batch": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make up to 1,000 tokens, all or none
     * @description `errors` names what is wrong with which: `tokens.17.ip.0`.
     *
     *     Needs the scope `tokens:create`.
     */
    post: operations["createTokens"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tokens/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One token, by its id or its text
     * @description Needs the scope `tokens:read`.
     */
    get: operations["readToken"];
    put?: never;
    post?: never;
    /**
     * Revoke a token for good and end its sessions
     * @description Needs the scope `tokens:revoke`.
     */
    delete: operations["revokeToken"];
    options?: never;
    head?: never;
    /**
     * Change a token's limits; its running sessions obey the new ones
     * @description A revoked token is not changed (409).
     *
     *     Needs the scope `tokens:update`.
     */
    patch: operations["updateToken"];
    trace?: never;
  };
  "/v1/tokens/{id}/suspend": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Suspend a token and end its sessions; resume opens it again
     * @description One that is suspended already stays so. A revoked one is refused (409).
     *
     *     Needs the scope `tokens:update`.
     */
    post: operations["suspendToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tokens/{id}/resume": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Open a suspended token again; sessions that were ended stay so
     * @description One that is not suspended stays as it is. A revoked one is refused (409).
     *
     *     Needs the scope `tokens:update`.
     */
    post: operations["resumeToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tokens/inspect": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What is this text? Decodes any token, names its key, explains it rule by rule
     * @description Answers 200 for any text, also for one that is no token. The text is not logged, nothing is spent, no decision is recorded, no guess is counted.
     *
     *     Needs the scope `tokens:read`.
     */
    post: operations["inspectToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/check": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What would a door say? Spends only with consume
     * @description Answers 200 whether it would be allowed or not.
     *
     *     Needs the scope `check`.
     */
    post: operations["check"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/explain": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What would a door say, with the outcome of every rule; spends nothing
     * @description Needs the scope `check`.
     */
    post: operations["explain"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/revocations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Revocations, undone ones included
     * @description Needs the scope `tokens:read`.
     */
    get: operations["listRevocations"];
    put?: never;
    /**
     * Withdraw every token that a selector matches, and end their sessions
     * @description Every field of the selector must match. `dry_run` counts and changes nothing (200). What reaches the whole organization needs its code in `confirm`.
     *
     *     Needs the scope `tokens:revoke`.
     */
    post: operations["revoke"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/revocations/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One revocation
     * @description Needs the scope `tokens:read`.
     */
    get: operations["readRevocation"];
    put?: never;
    post?: never;
    /**
     * Undo a revocation: tokens open again, ended sessions stay ended
     * @description Needs the scope `tokens:revoke`.
     */
    delete: operations["undoRevocation"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who plays and publishes, and who did
     * @description Needs the scope `sessions:read`.
     */
    get: operations["listSessions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sessions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One session
     * @description Needs the scope `sessions:read`.
     */
    get: operations["readSession"];
    put?: never;
    post?: never;
    /**
     * End a session and bar its holder from the token for 60 s
     * @description Needs the scope `sessions:end`.
     */
    delete: operations["endSession"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/decisions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who was refused, and who was admitted
     * @description The last 100,000, those of this moment included. Sessions that go on are not decided again.
     *
     *     Needs the scope `decisions:read`.
     */
    get: operations["listDecisions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/decisions/{ref}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Why was this refused?
     * @description Needs the scope `decisions:read`.
     */
    get: operations["readDecision"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/applications": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List applications, by name
     * @description Needs the scope `streams:read`.
     */
    get: operations["listApplications"];
    put?: never;
    /**
     * Make an application
     * @description Folders, private addresses and `allow_private` need the scope `installation` besides: they reach into the machine.
     *
     *     Needs the scope `streams:write`.
     */
    post: operations["createApplication"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/applications/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One application, and how its origin answers
     * @description Needs the scope `streams:read`.
     */
    get: operations["readApplication"];
    put?: never;
    post?: never;
    /**
     * Remove an application and leave its name free
     * @description Needs the scope `streams:write`.
     */
    delete: operations["deleteApplication"];
    options?: never;
    head?: never;
    /**
     * Change an application at once
     * @description Sessions go on, but those of streams that it no longer has.
     *
     *     Needs the scope `streams:write`.
     */
    patch: operations["updateApplication"];
    trace?: never;
  };
  "/v1/streams": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List registered streams, by name
     * @description Needs the scope `streams:read`.
     */
    get: operations["listStreams"];
    put?: never;
    /**
     * Register a stream
     * @description Whoever plays it under that name already goes on.
     *
     *     Needs the scope `streams:write`.
     */
    post: operations["createStream"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/streams/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One registered stream
     * @description Needs the scope `streams:read`.
     */
    get: operations["readStream"];
    put?: never;
    post?: never;
    /**
     * Remove a stream and end its sessions
     * @description Where its application takes any name, the name can still be used, without what was declared of it.
     *
     *     Needs the scope `streams:write`.
     */
    delete: operations["deleteStream"];
    options?: never;
    head?: never;
    /**
     * Change a stream at once
     * @description When its group changes, sessions end whose token opens the group that it has left; a token of the new group opens it.
     *
     *     Needs the scope `streams:write`.
     */
    patch: operations["updateStream"];
    trace?: never;
  };
  "/v1/streams/{name}/embed-code": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * HTML that plays the stream
     * @description Where the stream enforces and its `embed_token` is true, the HTML carries a new token of its own, with an audit entry: that needs the scope `tokens:create` besides.
     *
     *     Needs the scope `streams:read`.
     */
    get: operations["readEmbedCode"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/groups": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List groups, by id
     * @description Needs the scope `streams:read`.
     */
    get: operations["listGroups"];
    put?: never;
    /**
     * Make a group
     * @description Needs the scope `streams:write`.
     */
    post: operations["createGroup"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/groups/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One group
     * @description Needs the scope `streams:read`.
     */
    get: operations["readGroup"];
    put?: never;
    post?: never;
    /**
     * Remove a group; its streams stay, each a group of its own
     * @description Needs the scope `streams:write`.
     */
    delete: operations["deleteGroup"];
    options?: never;
    head?: never;
    /**
     * Change a group, and which streams belong to it, at once
     * @description A token of the group opens a stream that joins, whenever it was issued. When a stream leaves, sessions end whose token opens the group only.
     *
     *     Needs the scope `streams:write`.
     */
    patch: operations["updateGroup"];
    trace?: never;
  };
  "/v1/organizations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List organizations, by code
     * @description Its own one; with the scope `installation` all of them.
     */
    get: operations["listOrganizations"];
    put?: never;
    /**
     * Make an organization and its first administrator's key
     * @description Needs the scope `installation`.
     */
    post: operations["createOrganization"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/organizations/{code}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One organization */
    get: operations["readOrganization"];
    put?: never;
    post?: never;
    /**
     * Remove an organization with everything in it
     * @description Sessions end at once, and keys and tokens open nothing from then on. The first organization stays (409).
     *
     *     Needs the scope `installation`.
     */
    delete: operations["deleteOrganization"];
    options?: never;
    head?: never;
    /**
     * Change an organization
     * @description Needs the scope `admin`, or `installation` for another one than its own.
     */
    patch: operations["updateOrganization"];
    trace?: never;
  };
  "/v1/api-keys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List API keys
     * @description Needs the scope `keys:read`.
     */
    get: operations["listApiKeys"];
    put?: never;
    /**
     * Make an API key; the only answer with its text
     * @description A key hands out only what it has itself. What is left out is as with the key that makes it.
     *
     *     Needs the scope `keys:write`.
     */
    post: operations["createApiKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/api-keys/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One API key
     * @description Needs the scope `keys:read`.
     */
    get: operations["readApiKey"];
    put?: never;
    post?: never;
    /**
     * Remove an API key: it stops working at once
     * @description The organization's last administrator's key is not removed (409).
     *
     *     Needs the scope `keys:write`.
     */
    delete: operations["deleteApiKey"];
    options?: never;
    head?: never;
    /**
     * Change an API key
     * @description Needs the scope `keys:write`.
     */
    patch: operations["updateApiKey"];
    trace?: never;
  };
  "/v1/api-keys/{id}/rotate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an API key a new text; the only answer with it
     * @description The text before works for `overlap_seconds` more, one from an earlier rotation no longer.
     *
     *     Needs the scope `keys:write`.
     */
    post: operations["rotateApiKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/keys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List token keys
     * @description Needs the scope `keys:read`.
     */
    get: operations["listKeys"];
    put?: never;
    /**
     * Make a token key, import one, or follow a JWKS URL
     * @description A key vouches for no more than the API key that sets it up could hand out itself. The first active key of an application, or of the organization, becomes its default.
     *
     *     Needs the scope `keys:write`.
     */
    post: operations["createKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/keys/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One token key
     * @description Needs the scope `keys:read`.
     */
    get: operations["readKey"];
    put?: never;
    post?: never;
    /**
     * Revoke a token key: it retires at once, and every session of its tokens ends
     * @description It stays in the list, so that its kid never gets another meaning, until it is forgotten.
     *
     *     Needs the scope `keys:write`.
     */
    delete: operations["deleteKey"];
    options?: never;
    head?: never;
    /**
     * Change a token key, its state or its schedule
     * @description A key that retires this way leaves its sessions alone; DELETE ends them.
     *
     *     Needs the scope `keys:write`.
     */
    patch: operations["updateKey"];
    trace?: never;
  };
  "/v1/keys/{id}/rotate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a successor of a token key; the answer holds its value
     * @description The successor signs from now on. The key before vouches for `overlap_seconds` more, and retires then.
     *
     *     Needs the scope `keys:write`.
     */
    post: operations["rotateKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/usage": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Usage by the hour or by the day: sessions, time, bytes, requests, refusals
     * @description Written every few seconds. A key that is limited to applications reads by `application` and by `stream`, of its own.
     *
     *     Needs the scope `usage:read`.
     */
    get: operations["readUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/users/{user}/data": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Erase what is kept about a viewer
     * @description Ends their sessions and removes their tokens, sessions, decisions, usage and deliveries, and their details in the audit log. May be repeated. Backups and log files keep what they have.
     *
     *     Needs the scope `users:erase`.
     */
    delete: operations["eraseUser"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/backup": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A copy of the whole database, made while it is in use
     * @description One SQLite file: what was committed when the copying began. It does not hold the master key.
     *
     *     Needs the scope `installation`.
     */
    get: operations["backup"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/retention": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How long what is over is kept, and when it was last removed
     * @description Needs the scope `installation`.
     */
    get: operations["readRetention"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/servers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Media servers and web servers that may ask, and what each asked last
     * @description Needs the scope `installation`.
     */
    get: operations["listServers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/whoami": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The caller's own key and organization */
    get: operations["whoAmI"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List webhooks
     * @description Needs the scope `webhooks:read`.
     */
    get: operations["listWebhooks"];
    put?: never;
    /**
     * Make a webhook; the answer holds its secret
     * @description Deliveries are signed in the form of Standard Webhooks; see docs/webhooks.md.
     *
     *     Needs the scope `webhooks:write`.
     */
    post: operations["createWebhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One webhook
     * @description Needs the scope `webhooks:read`.
     */
    get: operations["readWebhook"];
    put?: never;
    post?: never;
    /**
     * Remove a webhook with its deliveries
     * @description Needs the scope `webhooks:write`.
     */
    delete: operations["deleteWebhook"];
    options?: never;
    head?: never;
    /**
     * Change a webhook, or switch it on or off
     * @description What waits while it is off is sent when it is on again.
     *
     *     Needs the scope `webhooks:write`.
     */
    patch: operations["updateWebhook"];
    trace?: never;
  };
  "/v1/webhooks/{id}/rotate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a webhook a new secret; the answer holds it
     * @description For `overlap_seconds` more, deliveries are signed with the secret before as well.
     *
     *     Needs the scope `webhooks:write`.
     */
    post: operations["rotateWebhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send `webhook.test` now and tell what came back
     * @description Needs the scope `webhooks:write`.
     */
    post: operations["testWebhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{id}/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The delivery log of a webhook
     * @description Needs the scope `webhooks:read`.
     */
    get: operations["listDeliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{id}/deliveries/{delivery}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One delivery with its body and every attempt
     * @description Needs the scope `webhooks:read`.
     */
    get: operations["readDelivery"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{id}/deliveries/{delivery}/replay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send one delivery again
     * @description The same id and body, signed anew. 409 for what was dropped, and while the webhook is disabled.
     *
     *     Needs the scope `webhooks:write`.
     */
    post: operations["replayDelivery"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/webhooks/{id}/replay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send again all that failed since then
     * @description Needs the scope `webhooks:write`.
     */
    post: operations["replayFailedDeliveries"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was changed, by whom, the last first
     * @description Needs the scope `audit:read`.
     */
    get: operations["listAudit"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/audit/{number}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One entry of the audit log
     * @description Needs the scope `audit:read`.
     */
    get: operations["readAuditEntry"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/audit/export": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The audit log as lines of JSON, the first entry first
     * @description With all that the hashes were made of: docs/audit.md tells how to verify it without this server.
     *
     *     Needs the scope `audit:read`.
     */
    get: operations["exportAudit"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/audit/verify": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Look for one altered or missing entry of the audit log
     * @description Reads the whole log: a million entries take some seconds. 200 also when something is wrong.
     *
     *     Needs the scope `audit:read`.
     */
    post: operations["verifyAudit"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/restore": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Put the database back to a copy; nothing spent or revoked comes back to life
     * @description The file is checked before anything is touched. While the database is exchanged, every other request gets 503.
     *
     *     Needs the scope `installation`.
     */
    post: operations["restore"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface webhooks {
  "token.used": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A use of a token was counted: a session was made with it. Coming back to a session counts nothing. */
    post: {
      parameters: {
        query?: never;
        header: {
          /** @description The event's id: the same in every attempt and every replay. */
          "webhook-id": string;
          /** @description Unix seconds of this attempt. */
          "webhook-timestamp": string;
          /** @description `v1,` and base64; during a rotation two of them, with a space between. */
          "webhook-signature": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @constant */
            type: "token.used";
            /**
             * Format: date-time
             * @description When it happened, UTC.
             */
            timestamp: string;
            organization: string;
            data: {
              /** @description The token's id, never its text. */
              token: string;
              /** @description The session's id. */
              session: string;
              /** @description `application/stream`. */
              stream: string;
              /**
               * @description What the stream was asked for.
               * @enum {string}
               */
              action: "play" | "publish";
              /**
               * @description Where the request came in.
               * @enum {string}
               */
              door: "gateway" | "page" | "api" | "hook" | "edge";
              /** @description The viewer, as the token names them. */
              user: string | null;
              /** @description The token's tag. */
              tag: string | null;
              /** @description The address at the session's start. */
              ip: string | null;
              /** @description The decision's reference: `GET /v1/decisions/{ref}` explains it. */
              ref: string;
            };
          };
        };
      };
      responses: {
        /** @description Nothing more is wanted: the webhook is disabled. */
        410: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Taken. Anything else comes again. */
        "2XX": {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "session.started": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody has begun to play or to publish. */
    post: {
      parameters: {
        query?: never;
        header: {
          /** @description The event's id: the same in every attempt and every replay. */
          "webhook-id": string;
          /** @description Unix seconds of this attempt. */
          "webhook-timestamp": string;
          /** @description `v1,` and base64; during a rotation two of them, with a space between. */
          "webhook-signature": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @constant */
            type: "session.started";
            /**
             * Format: date-time
             * @description When it happened, UTC.
             */
            timestamp: string;
            organization: string;
            data: {
              /** @description The token's id; null where the stream does not enforce. */
              token: string | null;
              /** @description The session's id. */
              session: string;
              /** @description `application/stream`. */
              stream: string;
              /**
               * @description What the stream was asked for.
               * @enum {string}
               */
              action: "play" | "publish";
              /**
               * @description Where the request came in.
               * @enum {string}
               */
              door: "gateway" | "page" | "api" | "hook" | "edge";
              /** @description The viewer, as the token names them. */
              user: string | null;
              /** @description The token's tag. */
              tag: string | null;
              /** @description The address at the session's start. */
              ip: string | null;
              /** @description The client's User-Agent; empty when it sent none. */
              user_agent: string;
              /** @description Unix seconds. */
              started_at: number;
              /** @description The decision's reference: `GET /v1/decisions/{ref}` explains it. */
              ref: string;
            };
          };
        };
      };
      responses: {
        /** @description Nothing more is wanted: the webhook is disabled. */
        410: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Taken. Anything else comes again. */
        "2XX": {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "session.ended": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A session is over, whatever ended it. */
    post: {
      parameters: {
        query?: never;
        header: {
          /** @description The event's id: the same in every attempt and every replay. */
          "webhook-id": string;
          /** @description Unix seconds of this attempt. */
          "webhook-timestamp": string;
          /** @description `v1,` and base64; during a rotation two of them, with a space between. */
          "webhook-signature": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @constant */
            type: "session.ended";
            /**
             * Format: date-time
             * @description When it happened, UTC.
             */
            timestamp: string;
            organization: string;
            data: {
              /** @description The token's id; null where the stream does not enforce. */
              token: string | null;
              /** @description The session's id. */
              session: string;
              /** @description `application/stream`. */
              stream: string;
              /**
               * @description What the stream was asked for.
               * @enum {string}
               */
              action: "play" | "publish";
              /**
               * @description Where the request came in.
               * @enum {string}
               */
              door: "gateway" | "page" | "api" | "hook" | "edge";
              /** @description The viewer, as the token names them. */
              user: string | null;
              /** @description The token's tag. */
              tag: string | null;
              /** @description The address at the session's start. */
              ip: string | null;
              /**
               * @description What ended it.
               * @enum {string}
               */
              reason:
                | "operator"
                | "revoked"
                | "suspended"
                | "left-group"
                | "stream-removed"
                | "enforced"
                | "idle"
                | "cap"
                | "expiry"
                | "moved-too-often"
                | "evicted"
                | "quota"
                | "closed"
                | "replaced";
              /** @description Unix seconds. */
              started_at: number;
              /** @description Unix seconds. */
              ended_at: number;
              /** @description Media bytes sent. */
              bytes: number;
              /** @description Requests under the session. */
              requests: number;
            };
          };
        };
      };
      responses: {
        /** @description Nothing more is wanted: the webhook is disabled. */
        410: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Taken. Anything else comes again. */
        "2XX": {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "access.refused": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A request was refused. What a stranger repeats from one address comes once in 10 s; what names no application of the organization does not come at all. */
    post: {
      parameters: {
        query?: never;
        header: {
          /** @description The event's id: the same in every attempt and every replay. */
          "webhook-id": string;
          /** @description Unix seconds of this attempt. */
          "webhook-timestamp": string;
          /** @description `v1,` and base64; during a rotation two of them, with a space between. */
          "webhook-signature": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @constant */
            type: "access.refused";
            /**
             * Format: date-time
             * @description When it happened, UTC.
             */
            timestamp: string;
            organization: string;
            data: {
              /**
               * @description The code from the table of deny reasons.
               * @enum {string}
               */
              reason:
                | "token-missing"
                | "token-malformed"
                | "token-truncated"
                | "token-too-long"
                | "tokens-conflict"
                | "token-unknown"
                | "key-unknown"
                | "beyond-key-limits"
                | "algorithm-not-allowed"
                | "signature-invalid"
                | "claim-malformed"
                | "claim-unsupported"
                | "context-missing"
                | "issuer-not-allowed"
                | "audience-not-allowed"
                | "uri-not-allowed"
                | "request-method-not-allowed"
                | "header-not-allowed"
                | "protocol-not-allowed"
                | "location-not-allowed"
                | "connection-not-allowed"
                | "refused-by-chance"
                | "proof-missing"
                | "proof-invalid"
                | "composition-not-met"
                | "quota-spent"
                | "session-evicted"
                | "country-not-allowed"
                | "country-unknown"
                | "asn-not-allowed"
                | "asn-unknown"
                | "rule-not-allowed"
                | "outside-hours"
                | "bind-not-allowed"
                | "rendition-not-allowed"
                | "download-not-allowed"
                | "subscriber-code-invalid"
                | "subscriber-blocked"
                | "token-revoked"
                | "token-suspended"
                | "token-expired"
                | "token-not-yet-valid"
                | "token-already-used"
                | "delegation-not-allowed"
                | "delegation-full"
                | "too-many-sessions"
                | "stream-full"
                | "stream-busy"
                | "stream-not-yet-open"
                | "stream-closed"
                | "wrong-action"
                | "wrong-stream"
                | "ip-not-allowed"
                | "ip-unknown"
                | "domain-not-allowed"
                | "domain-unknown"
                | "handle-invalid"
                | "handle-wrong-stream"
                | "session-ended"
                | "session-expired"
                | "session-shared"
                | "too-many-requests"
                | "too-many-guesses"
                | "prefetch-refused"
                | "not-an-entry"
                | "path-ambiguous"
                | "request-malformed"
                | "request-timeout"
                | "headers-too-large"
                | "method-not-allowed"
                | "caller-unknown"
                | "call-replayed"
                | "call-malformed"
                | "stream-unknown"
                | "stream-offline"
                | "media-not-found"
                | "media-type-refused"
                | "range-not-satisfiable"
                | "origin-bad-manifest"
                | "origin-error"
                | "origin-unreachable"
                | "origin-timeout"
                | "client-left"
                | "store-unavailable"
                | "server-busy";
              /** @description The token's id, where one was known. */
              token: string | null;
              /** @description The session that was asked for, or that stands in the way. */
              session: string | null;
              /** @description As it was asked for. */
              stream: string | null;
              /**
               * @description What the stream was asked for.
               * @enum {string}
               */
              action: "play" | "publish";
              /**
               * @description Where the request came in.
               * @enum {string}
               */
              door: "gateway" | "page" | "api" | "hook" | "edge";
              /** @description The viewer, as the token names them. */
              user: string | null;
              /** @description The token's tag. */
              tag: string | null;
              /** @description The address of the request. */
              ip: string | null;
              /** @description The client's User-Agent. */
              user_agent: string | null;
              /** @description The decision's reference: `GET /v1/decisions/{ref}` explains it. */
              ref: string;
            };
          };
        };
      };
      responses: {
        /** @description Nothing more is wanted: the webhook is disabled. */
        410: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Taken. Anything else comes again. */
        "2XX": {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "token.revoked": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A token was revoked or suspended, or a selector withdrew tokens: one event for each command. */
    post: {
      parameters: {
        query?: never;
        header: {
          /** @description The event's id: the same in every attempt and every replay. */
          "webhook-id": string;
          /** @description Unix seconds of this attempt. */
          "webhook-timestamp": string;
          /** @description `v1,` and base64; during a rotation two of them, with a space between. */
          "webhook-signature": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @constant */
            type: "token.revoked";
            /**
             * Format: date-time
             * @description When it happened, UTC.
             */
            timestamp: string;
            organization: string;
            data: {
              /** @description The one token's id; null for any other selector. */
              token: string | null;
              /** @description The rule's id; null for a command on one token. */
              revocation: string | null;
              /** @description What the rule matches. */
              selector: {
                token?: string;
                jti?: string;
                user?: string;
                tag?: string;
                stream?: string;
                group?: string;
                application?: string;
                key?: string;
                ip?: string;
                session?: string;
                /** @constant */
                all?: true;
                issued_before?: number;
              } | null;
              /** @description True: the token can be resumed. */
              suspended: boolean;
              /** @description How many tokens it withdrew. */
              tokens: number;
              /** @description How many sessions it ended. */
              sessions: number;
            };
          };
        };
      };
      responses: {
        /** @description Nothing more is wanted: the webhook is disabled. */
        410: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Taken. Anything else comes again. */
        "2XX": {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "webhook.test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** `POST /v1/webhooks/{id}/test` was asked for; nobody subscribes to it. */
    post: {
      parameters: {
        query?: never;
        header: {
          /** @description The event's id: the same in every attempt and every replay. */
          "webhook-id": string;
          /** @description Unix seconds of this attempt. */
          "webhook-timestamp": string;
          /** @description `v1,` and base64; during a rotation two of them, with a space between. */
          "webhook-signature": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @constant */
            type: "webhook.test";
            /**
             * Format: date-time
             * @description When it happened, UTC.
             */
            timestamp: string;
            organization: string;
            data: {
              /** @description The webhook's id. */
              webhook: string;
            };
          };
        };
      };
      responses: {
        /** @description Nothing more is wanted: the webhook is disabled. */
        410: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Taken. Anything else comes again. */
        "2XX": {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    AccessRule: {
      /** @enum {string} */
      effect: "allow" | "deny";
      ip?: string[];
      countries?: string[];
      asns?: number[];
      /** @description Parts of a User-Agent; `*` stands for anything. */
      agents?: string[];
      domains?: string[];
    };
    ApiKey: {
      /** @description Public: the beginning of the key's text. */
      id: string;
      name: string;
      scopes: string[];
      /** @description Only what belongs to these applications; null: the whole organization. */
      applications: string[] | null;
      actions: ("play" | "publish")[];
      /** @description Longest life of a token it makes; null: any, also for ever. */
      longest_ttl_seconds: number | null;
      /** @description Unix seconds; null: it works until it is removed. */
      expires_at: number | null;
      /** @description When the text before the last rotation stops working; null: there is none. */
      previous_until: number | null;
      created_at: number;
      /** @description Id of the API key that made it; `local` and `start` on the machine itself. */
      created_by: string;
      last_used_at: number | null;
      version: number;
    };
    /** @description What is left out is as with the key that makes it. */
    ApiKeyGrant: {
      name: string;
      /** @description What it may do; docs/api-keys.md lists them. `admin` is everything inside the organization. */
      scopes: (
        | "admin"
        | "installation"
        | "tokens:read"
        | "tokens:create"
        | "tokens:create-organization"
        | "tokens:update"
        | "tokens:revoke"
        | "check"
        | "sessions:read"
        | "sessions:end"
        | "decisions:read"
        | "streams:read"
        | "streams:write"
        | "keys:read"
        | "keys:write"
        | "usage:read"
        | "users:erase"
        | "audit:read"
        | "webhooks:read"
        | "webhooks:write"
        | "metrics:read"
      )[];
      /** @description Only what belongs to these applications; null: the whole organization. */
      applications?: string[] | null;
      /** @description Which tokens it may make. */
      actions?: ("play" | "publish")[];
      /** @description Longest life of a token it makes; null: any, also for ever. */
      longest_ttl_seconds?: number | null;
      /** @description Unix seconds; null: it works until it is removed. */
      expires_at?: number | null;
    };
    /** @description What is left out stays. */
    ApiKeyPatch: {
      name?: string;
      /** @description What it may do; docs/api-keys.md lists them. `admin` is everything inside the organization. */
      scopes?: (
        | "admin"
        | "installation"
        | "tokens:read"
        | "tokens:create"
        | "tokens:create-organization"
        | "tokens:update"
        | "tokens:revoke"
        | "check"
        | "sessions:read"
        | "sessions:end"
        | "decisions:read"
        | "streams:read"
        | "streams:write"
        | "keys:read"
        | "keys:write"
        | "usage:read"
        | "users:erase"
        | "audit:read"
        | "webhooks:read"
        | "webhooks:write"
        | "metrics:read"
      )[];
      /** @description Only what belongs to these applications; null: the whole organization. */
      applications?: string[] | null;
      /** @description Which tokens it may make. */
      actions?: ("play" | "publish")[];
      /** @description Longest life of a token it makes; null: any, also for ever. */
      longest_ttl_seconds?: number | null;
      /** @description Unix seconds; null: it works until it is removed. */
      expires_at?: number | null;
    };
    ApiKeyRotation: {
      /**
       * @description So long the text before works, too: at most 7 days.
       * @default 0
       */
      overlap_seconds?: number;
    };
    /** @description What is in force, defaults included. */
    Application: {
      name: string;
      /** @enum {string} */
      kind: "live" | "vod";
      /** @description null: hooks, edges and checks only. */
      origin:
        | (
            | {
                /** @constant */
                demo: true;
              }
            | {
                folder: string;
                /** @description What nginx in front, which sends the files, calls the folder. */
                accel_redirect?: string;
              }
            | {
                url: string;
                /** @description Values are never shown. */
                headers: {
                  [key: string]: "[set]";
                };
                /** @constant */
                user?: "[set]";
                /** @constant */
                password?: "[set]";
                /** @constant */
                bearer?: "[set]";
                allow_private: boolean;
              }
            | {
                bucket: string;
                region: string;
                endpoint: string;
                prefix: string | null;
                path_style: boolean;
                /** @constant */
                access_key_id: "[set]";
                /** @constant */
                secret_access_key: "[set]";
                /** @constant */
                session_token?: "[set]";
                allow_private: boolean;
              }
          )
        | null;
      /**
       * @description How a session is carried at the gateway.
       * @enum {string}
       */
      carriage: "path" | "cookie" | "query";
      /** @description Where web servers that ask deliver the application's media. */
      edge_urls: string[];
      /** @description Whether its segments are kept in memory for all their viewers. */
      segment_cache: boolean;
      registered_only: boolean;
      enforcement: {
        /** @enum {string} */
        publish: "off" | "report" | "enforce";
        /** @enum {string} */
        play: "off" | "report" | "enforce";
      };
      /** @description Whether embed codes carry a token, where playing is enforced. */
      embed_token: boolean;
      /** @description Seconds. */
      default_ttl: number;
      /** @description The clocks of a session of a stream that is of the application's kind. */
      sessions: {
        idle_seconds: number;
        max_seconds: number;
        lease_seconds: number;
      };
      grace: {
        seconds: number;
        repeats: number;
      };
      /** @description What is in force, by the names that Ant Media Server has. Secrets are never shown. */
      antmedia: {
        /** @description Empty: an API key is needed. */
        remoteAllowedCIDR: string;
        ipFilterEnabled: boolean;
        jwtControlEnabled: boolean;
        jwtSecretKey: "[set]" | null;
        publishTokenControlEnabled: boolean;
        playTokenControlEnabled: boolean;
        publishJwtControlEnabled: boolean;
        playJwtControlEnabled: boolean;
        jwtStreamSecretKey: "[set]" | null;
        enableTimeTokenForPublish: boolean;
        enableTimeTokenForPlay: boolean;
        timeTokenSecretForPublish: "[set]" | null;
        timeTokenSecretForPlay: "[set]" | null;
        /** @description Seconds. */
        timeTokenPeriod: number;
        hashControlPublishEnabled: boolean;
        hashControlPlayEnabled: boolean;
        tokenHashSecret: "[set]" | null;
        acceptOnlyStreamsInDataStore: boolean;
        /** @description Empty: any address. */
        allowedPublisherCIDR: string;
        writeSubscriberEventsToDatastore: boolean;
      };
      /** @description `sluice.yaml:12:5` when the configuration file declares it: then the API does not change it (409). */
      declared_in: string | null;
      /** @description null for what the file declares and what is built in. */
      created_at: number | null;
      updated_at: number | null;
      /** @description One more with each change; 0 for what is not in the database. */
      version: number;
    };
    /** @description Fields that are left out stay, and null takes a field back to its default. Maps are merged; `origin` is replaced as a whole. */
    ApplicationPatch: {
      /**
       * @description What the application's streams are, unless a stream says otherwise. Default: required.
       * @enum {string|null}
       */
      kind?: "live" | "vod" | null;
      /** @description Where the gateway gets media. Without one it serves none: hooks, edges and checks only. Default: none. */
      origin?: {
        /** @description Folder with the media. A relative path starts at the YAML file's folder. */
        folder?: string | null;
        /** @description What nginx in front calls `folder`: an `internal` location. Requests that come through `trusted_proxies` are then answered with `X-Accel-Redirect`, and nginx sends the files itself. Default: none: Sluice sends them. */
        accel_redirect?: string | null;
        /**
         * Format: uri
         * @description Address of another HTTP server with the media; the stream's path is put behind it.
         */
        url?: string | null;
        /** @description Headers sent with every request to `url`. Their values are treated as secrets. Default: none. */
        headers?: {
          [key: string]: string;
        } | null;
        /** @description User name for `url`, sent with `password` as HTTP Basic. */
        user?: string | null;
        /** @description Password of `user`. */
        password?: string | null;
        /** @description Secret for `url`, sent as `Authorization: Bearer`. MediaMTX takes its `hlsCDNSecret` so, and then asks for no session of its own. */
        bearer?: string | null;
        /** @description Bucket with the media in a store that speaks S3. It is asked by signed requests. */
        bucket?: string | null;
        /** @description Region of `bucket`; it is part of each signature. Default: `us-east-1`. */
        region?: string | null;
        /**
         * Format: uri
         * @description Address of the store of `bucket`. Default: that of AWS in `region`.
         */
        endpoint?: string | null;
        /** @description What every key in `bucket` begins with; the stream's path is put behind it and a `/`. Default: none. */
        prefix?: string | null;
        /** @description Whether `bucket` stands in the path of the address, or in its host name. Default: `true` with `endpoint` or a dot in the bucket's name, else `false`. */
        path_style?: boolean | null;
        /** @description Access key id for `bucket`. It needs the right to read objects; with the right to list them what is missing is a 404. */
        access_key_id?: string | null;
        /** @description Secret access key of `access_key_id`. */
        secret_access_key?: string | null;
        /** @description Session token of temporary credentials; they end, and must be given again before. */
        session_token?: string | null;
        /** @description Whether names that `url`, its redirects or `endpoint` lead to may have private addresses. A private address that `url` or `endpoint` itself spells out needs no leave. Default: `false`. */
        allow_private?: boolean | null;
      } | null;
      /**
       * @description How a session is carried from request to request at the gateway: in the path, in a cookie, or in the query of every address of a manifest. Default: `path`.
       * @enum {string|null}
       */
      carriage?: "path" | "cookie" | "query" | null;
      /** @description Where web servers that ask this server deliver the application's media. Addresses of manifests below one of them get the session; any other host gets none. Default: none. */
      edge_urls?: string[] | null;
      /** @description Whether the gateway keeps this application's segments in memory for all their viewers. Each viewer is checked all the same. Default: `true`. */
      segment_cache?: boolean | null;
      /** @description Whether only registered streams exist, or any name does. Default: `false`; in YAML `true` when `streams` is a map. */
      registered_only?: boolean | null;
      /** @description How tokens are enforced, for publishing and for playing apart. Default: `enforce` for both. */
      enforcement?: {
        /**
         * @description For publishers: `enforce` refuses without a good token, `report` lets everybody in and writes down what would have been refused, `off` asks for no token. Default: `enforce`.
         * @enum {string|null}
         */
        publish?: "off" | "report" | "enforce" | null;
        /**
         * @description For players: `enforce` refuses without a good token, `report` lets everybody in and writes down what would have been refused, `off` asks for no token. Default: `enforce`.
         * @enum {string|null}
         */
        play?: "off" | "report" | "enforce" | null;
      } | null;
      /** @description Whether embed codes of its streams carry a token of their own, which the player renews. It counts where playing is enforced. Default: `false`. */
      embed_token?: boolean | null;
      /** @description Life of a token that is created without an end, in seconds. Default: `86400`. */
      default_ttl?: number | null;
      /** @description The clocks of a session. Defaults differ by the kind of the stream. */
      sessions?: {
        /** @description Without a request for so long, a session ends. Default: live 90, vod 21600. */
        idle_seconds?: number | null;
        /** @description A session ends so long after it began. Default: live 43200, vod 86400. */
        max_seconds?: number | null;
        /** @description Without a request for so long, a session's slot is free for another. Default: live 45, vod 180. */
        lease_seconds?: number | null;
      } | null;
      /** @description How the holder of a used token may repeat the entry, as players do. */
      grace?: {
        /** @description So long after a use, its holder may repeat the entry. 0 turns it off. Default: `10`. */
        seconds?: number | null;
        /** @description At most so many repeats. Default: `3`. */
        repeats?: number | null;
      } | null;
      /** @description Settings by the names that Ant Media Server has for them. What has a word here already may be said by either name, not by both. Default: none. */
      antmedia?: {
        /** @description Addresses that may call `/<application>/rest/` without an API key. Requests that were forwarded never may. Default: none. */
        remoteAllowedCIDR?: string | null;
        /** @description Whether a call without an API key must come from `remoteAllowedCIDR`. With this and `jwtControlEnabled` both are needed; with neither, an API key. Default: `true`. */
        ipFilterEnabled?: boolean | null;
        /** @description Whether a JWT signed with `jwtSecretKey` may stand in the place of an API key. Default: `false`. */
        jwtControlEnabled?: boolean | null;
        /** @description HS256 secret of JWTs for `/<application>/rest/`. Default: none. */
        jwtSecretKey?: string | null;
        /** @description Whether publishers need a token: `enforcement.publish` in Ant Media's words. Default: as `enforcement.publish`. */
        publishTokenControlEnabled?: boolean | null;
        /** @description Whether players need a token: `enforcement.play` in Ant Media's words. Default: as `enforcement.play`. */
        playTokenControlEnabled?: boolean | null;
        /** @description JWTs are asked of publishers; what is refused is said in its words. On: `enforcement.publish` is `enforce`. Default: `false`. */
        publishJwtControlEnabled?: boolean | null;
        /** @description JWTs are asked of players; what is refused is said in its words. On: `enforcement.play` is `enforce`. Default: `false`. */
        playJwtControlEnabled?: boolean | null;
        /** @description HS256 secret of stream JWTs with the claims `streamId`, `type` and `exp`: a token key of this application. Default: none. */
        jwtStreamSecretKey?: string | null;
        /** @description Codes of subscribers (TOTP) are asked of publishers; what is refused is said in its words. On: `enforcement.publish` is `enforce`. Default: `false`. */
        enableTimeTokenForPublish?: boolean | null;
        /** @description Codes of subscribers (TOTP) are asked of players; what is refused is said in its words. On: `enforcement.play` is `enforce`. Default: `false`. */
        enableTimeTokenForPlay?: boolean | null;
        /** @description Secret of codes for publishers without a secret of their own. Default: none. */
        timeTokenSecretForPublish?: string | null;
        /** @description Secret of codes for players without a secret of their own. Default: none. */
        timeTokenSecretForPlay?: string | null;
        /** @description For so long a code of a subscriber stands, in seconds. Default: `60`. */
        timeTokenPeriod?: number | null;
        /** @description Hashes are asked of publishers; what is refused is said in its words. On: `enforcement.publish` is `enforce`. Default: `false`. */
        hashControlPublishEnabled?: boolean | null;
        /** @description Hashes are asked of players; what is refused is said in its words. On: `enforcement.play` is `enforce`. Default: `false`. */
        hashControlPlayEnabled?: boolean | null;
        /** @description Secret of hash tokens: SHA-256 of stream, `publish` or `play`, and this. Default: none. */
        tokenHashSecret?: string | null;
        /** @description Whether only registered streams exist: `registered_only` in Ant Media's words. Default: as `registered_only`. */
        acceptOnlyStreamsInDataStore?: boolean | null;
        /** @description Addresses that may publish, with a good token. Default: any. */
        allowedPublisherCIDR?: string | null;
        /** @description Whether it is kept when subscribers connect and disconnect. Default: `false`. */
        writeSubscriberEventsToDatastore?: boolean | null;
      } | null;
    };
    /** @description What is in force, defaults included. */
    ApplicationReading: {
      name: string;
      /** @enum {string} */
      kind: "live" | "vod";
      /** @description null: hooks, edges and checks only. */
      origin:
        | (
            | {
                /** @constant */
                demo: true;
              }
            | {
                folder: string;
                /** @description What nginx in front, which sends the files, calls the folder. */
                accel_redirect?: string;
              }
            | {
                url: string;
                /** @description Values are never shown. */
                headers: {
                  [key: string]: "[set]";
                };
                /** @constant */
                user?: "[set]";
                /** @constant */
                password?: "[set]";
                /** @constant */
                bearer?: "[set]";
                allow_private: boolean;
              }
            | {
                bucket: string;
                region: string;
                endpoint: string;
                prefix: string | null;
                path_style: boolean;
                /** @constant */
                access_key_id: "[set]";
                /** @constant */
                secret_access_key: "[set]";
                /** @constant */
                session_token?: "[set]";
                allow_private: boolean;
              }
          )
        | null;
      /**
       * @description How a session is carried at the gateway.
       * @enum {string}
       */
      carriage: "path" | "cookie" | "query";
      /** @description Where web servers that ask deliver the application's media. */
      edge_urls: string[];
      /** @description Whether its segments are kept in memory for all their viewers. */
      segment_cache: boolean;
      registered_only: boolean;
      enforcement: {
        /** @enum {string} */
        publish: "off" | "report" | "enforce";
        /** @enum {string} */
        play: "off" | "report" | "enforce";
      };
      /** @description Whether embed codes carry a token, where playing is enforced. */
      embed_token: boolean;
      /** @description Seconds. */
      default_ttl: number;
      /** @description The clocks of a session of a stream that is of the application's kind. */
      sessions: {
        idle_seconds: number;
        max_seconds: number;
        lease_seconds: number;
      };
      grace: {
        seconds: number;
        repeats: number;
      };
      /** @description What is in force, by the names that Ant Media Server has. Secrets are never shown. */
      antmedia: {
        /** @description Empty: an API key is needed. */
        remoteAllowedCIDR: string;
        ipFilterEnabled: boolean;
        jwtControlEnabled: boolean;
        jwtSecretKey: "[set]" | null;
        publishTokenControlEnabled: boolean;
        playTokenControlEnabled: boolean;
        publishJwtControlEnabled: boolean;
        playJwtControlEnabled: boolean;
        jwtStreamSecretKey: "[set]" | null;
        enableTimeTokenForPublish: boolean;
        enableTimeTokenForPlay: boolean;
        timeTokenSecretForPublish: "[set]" | null;
        timeTokenSecretForPlay: "[set]" | null;
        /** @description Seconds. */
        timeTokenPeriod: number;
        hashControlPublishEnabled: boolean;
        hashControlPlayEnabled: boolean;
        tokenHashSecret: "[set]" | null;
        acceptOnlyStreamsInDataStore: boolean;
        /** @description Empty: any address. */
        allowedPublisherCIDR: string;
        writeSubscriberEventsToDatastore: boolean;
      };
      /** @description `sluice.yaml:12:5` when the configuration file declares it: then the API does not change it (409). */
      declared_in: string | null;
      /** @description null for what the file declares and what is built in. */
      created_at: number | null;
      updated_at: number | null;
      /** @description One more with each change; 0 for what is not in the database. */
      version: number;
      /** @description Since the origin was opened; null: nobody has asked it yet, or there is none. */
      origin_health: {
        /**
         * @description down: the last three requests, or more, have failed.
         * @enum {string}
         */
        state: "up" | "down";
        consecutive_failures: number;
        /** @description Unix seconds. */
        last_answer_at: number | null;
        last_failure: {
          /** @description Unix seconds. */
          at: number;
          /** @enum {string} */
          reason: "origin-error" | "origin-timeout" | "origin-unreachable";
        } | null;
        /** @description From question to head, a running average. */
        latency_ms: number | null;
      } | null;
    };
    AuditEntry: {
      /** @description 1, 2, 3 … without a gap in the organization. */
      number: number;
      /** @description Unix seconds, with milliseconds behind the point. */
      at: number;
      /** @description Id of an API key; `local` for the folder's owner, `file` for the configuration, `system`. */
      actor: string;
      /** @description Where the command came from; null on the machine itself. */
      address: string | null;
      action: string;
      subject: {
        kind: string;
        id: string;
      };
      /** @description The viewer whom the change concerned. */
      user: string | null;
      /** @description As the API showed it; null where it did not exist. */
      before: unknown;
      after: unknown;
      /** @description When `user`, `before` and `after` were erased with everything else about a viewer. */
      erased_at: number | null;
      hash: string;
    };
    AuditVerification: {
      ok: boolean;
      /** @description Entries from the first one on that are right. */
      entries: number;
      /** @description The last of them: keep it elsewhere, and give it as `noted` another time. */
      head: {
        number: number;
        hash: string;
      } | null;
      /** @description The entry behind which a new master key seals; what is before was sealed by another one. */
      resealed_at: number | null;
      first_problem: {
        /**
         * @description docs/audit.md lists them.
         * @enum {string}
         */
        fault:
          | "entry-missing"
          | "entry-moved"
          | "entry-altered"
          | "link-broken"
          | "details-altered"
          | "details-erased"
          | "head-wrong"
          | "seal-wrong"
          | "noted-differs";
        /** @description The entry that it shows at. */
        number: number;
        detail: string;
      } | null;
    };
    Binding: {
      to: ("address" | "prefix" | "asn" | "agent")[];
      /** @description Moves that are allowed. Default: 0. */
      rebinds?: number;
    };
    Check: {
      /** @enum {string} */
      action: "play" | "publish";
      /** @description `application/stream`, an alias, or a name that is unique in the organization. */
      stream: string;
      token: string;
      /** @description The client's address. */
      ip?: string;
      /** @description The embedding site: its origin, URL or host. */
      origin?: string;
      /** @description The request's method, for claims. Default: GET. */
      method?: string;
      /** @description The URL that is asked for, for claims; a token in it is left out. Default: the stream's own address. */
      url?: string;
      /** @description Headers of the request, for claims; `DPoP` is the proof. */
      headers?: {
        [key: string]: string;
      };
      context?: components["schemas"]["CheckContext"];
      user_agent?: string;
      /** @description Judge as at this second, past or to come: rules, uses and sessions as they were then, as far as they are kept. */
      at?: number;
      /** @description Spend a use and begin a session. */
      consume?: boolean;
    };
    /** @description What else claims of signed tokens look at. */
    CheckContext: {
      /** @description ISO 3166-1, two capitals. */
      country?: string;
      /** @description The subdivision: `AB` of `SE-AB`. */
      region?: string;
      /** @description The autonomous system. */
      asn?: number;
      latitude?: number;
      longitude?: number;
      /** @description Metres. */
      altitude?: number;
      /** @description The negotiated protocol: `h2`. */
      alpn?: string;
      /** @description Fingerprints of the client's TLS: `ja3`, `ja4`, either or both. */
      tls_fingerprints?: {
        [key: string]: string;
      };
      /** @description The random number that `catpor` compares with. */
      draw?: number;
    };
    Checked: {
      allowed: boolean;
      /** @description Why it is refused; where the stream only reports, why it would be. */
      reason: components["schemas"]["DenyReason"] | null;
      /**
       * @description What the stream does with the decision.
       * @enum {string}
       */
      enforcement: "enforce" | "report" | "off";
      /** @description What the viewer is told. */
      detail: string | null;
      /** @description What the operator can do. */
      advice: string | null;
      /** @description `GET /v1/decisions/{ref}` explains it again. */
      ref: string;
      /** @description The token's id. */
      token: string | null;
      user: string | null;
      tag: string | null;
      expires_at: number | null;
      /** @description With `consume`, the session that began; else the one that stands in the way. */
      session: string | null;
    };
    ChildGrant: {
      /**
       * @description Default: `access`.
       * @enum {string}
       */
      kind?: "access" | "one-time";
      /**
       * @description Default and only choice: the parent's.
       * @enum {string}
       */
      action?: "play" | "publish";
      /** @description Default: the parent's. */
      target?:
        | {
            streams: string[];
          }
        | {
            group: string;
          }
        | {
            /** @constant */
            organization: true;
          };
      /** @description Unix seconds; earlier it opens nothing. */
      not_before?: number;
      /** @description Unix seconds; null: for ever. */
      expires_at?: number | null;
      /** @description Seconds from now, instead of `expires_at`; null: for ever. */
      ttl_seconds?: number | null;
      /** @description Sessions that can be made in all. Default: no limit. */
      max_uses?: number;
      /** @description Sessions at the same time. Default: no limit. */
      max_sessions?: number | components["schemas"]["SessionLimit"];
      /** @description Minutes of playback in all. Default: no limit. */
      max_watch_minutes?: number;
      /** @description Bytes of media in all. Default: no limit. */
      max_bytes?: number;
      /** @description What of its first client a session stays with. Default: one User-Agent and one network where uses or sessions are counted. */
      bind?: "none" | components["schemas"]["Binding"];
      /** @description Countries of viewers, by their address. Default: any. */
      countries?: {
        allow?: string[];
        deny?: string[];
      };
      /** @description Networks of providers, by their number (ASN). Default: any. */
      asns?: {
        allow?: number[];
        deny?: number[];
      };
      /** @description Rules in order: the first that matches decides; where none does, nobody is let in. Default: none. */
      rules?: components["schemas"]["AccessRule"][];
      /** @description Times of day in which it is open. Default: always open. */
      hours?: components["schemas"]["OpenHours"][];
      /** @description Lines of the highest picture that is played. Default: any. */
      max_height?: number;
      /** @description Names of the renditions that are played. Default: all. */
      renditions?: string[];
      /** @description Whether it may be downloaded besides being played. Default: nothing is said. */
      download?: boolean;
      /** @description Addresses and CIDR networks, IPv4 and IPv6; judged at entry and with every playlist. */
      ip?: string[];
      /** @description Sites that may embed it: `example.com`, `*.example.com`. */
      domains?: string[];
      /** @description Default: the parent's. */
      user?: string;
      tag?: string;
      /** @description Handed to the player, as given; up to 16 KiB of JSON. */
      annotations?: unknown[];
      /** @description Running sessions end at expiry, too. */
      disconnect_at_expiry?: boolean;
      delegation?: components["schemas"]["Delegation"];
    };
    CreatedOrganization: {
      code: string;
      title: string | null;
      /** @description null for the first organization. */
      created_at: number | null;
      updated_at: number | null;
      version: number;
      /** @description The first administrator's key; this is the only answer that holds it. */
      api_key: components["schemas"]["IssuedApiKey"];
    };
    CreatedToken: {
      /** @description Public: `st_` and 12 characters, the beginning of the token's text; `sg_` and 22 of a signed token. */
      id: string;
      /**
       * @description As it was made; `totp`: what a subscriber's codes open, `hash`: what Ant Media's hash opens, both since their first session.
       * @enum {string}
       */
      kind: "one-time" | "access" | "jwt" | "cat" | "totp" | "hash";
      status: components["schemas"]["TokenStatus"];
      /** @enum {string} */
      action: "play" | "publish";
      target:
        | {
            streams: string[];
          }
        | {
            group: string;
          }
        | {
            /** @constant */
            organization: true;
          };
      created_at: number;
      /** @description Id of the API key, or of the token it was made from; `local` for the owner of the data folder; null for a signed token that was made elsewhere. */
      created_by: string | null;
      /** @description Id of the token key that signed it; null for opaque tokens. */
      key: string | null;
      /** @description The id inside its text (`jti`, or `cti` as text). */
      jti: string | null;
      /** @description Claim map of a JWT, label profile of a CAT. */
      profile: string | null;
      /** @description What the text of a signed token says; empty for opaque tokens. */
      claims: {
        [key: string]: unknown;
      };
      not_before: number | null;
      /** @description null: for ever. */
      expires_at: number | null;
      /** @description When it was revoked by itself; a revocation by selector does not show here. */
      revoked_at: number | null;
      suspended_at: number | null;
      /** @description Sessions made with it and with the tokens made from it. */
      uses: number;
      /** @description Seconds that they have played, up to 10 seconds ago. */
      watched_seconds: number;
      /** @description Bytes of media that they were sent, up to 10 seconds ago. */
      used_bytes: number;
      /** @description Sessions that can be made in all. Default: no limit. */
      max_uses: number | null;
      max_sessions: (number | components["schemas"]["SessionLimit"]) | null;
      /** @description Minutes of playback in all. Default: no limit. */
      max_watch_minutes: number | null;
      /** @description Bytes of media in all. Default: no limit. */
      max_bytes: number | null;
      bind: ("none" | components["schemas"]["Binding"]) | null;
      /** @description Countries of viewers, by their address. Default: any. */
      countries: {
        allow?: string[];
        deny?: string[];
      } | null;
      /** @description Networks of providers, by their number (ASN). Default: any. */
      asns: {
        allow?: number[];
        deny?: number[];
      } | null;
      /** @description Rules in order: the first that matches decides; where none does, nobody is let in. Default: none. */
      rules: components["schemas"]["AccessRule"][] | null;
      /** @description Times of day in which it is open. Default: always open. */
      hours: components["schemas"]["OpenHours"][] | null;
      /** @description Lines of the highest picture that is played. Default: any. */
      max_height: number | null;
      /** @description Names of the renditions that are played. Default: all. */
      renditions: string[] | null;
      /** @description Whether it may be downloaded besides being played. Default: nothing is said. */
      download: boolean | null;
      ip: string[];
      domains: string[];
      user: string | null;
      tag: string | null;
      annotations: unknown[];
      disconnect_at_expiry: boolean;
      /** @description How far it may be handed on; null: not at all. */
      delegation: {
        depth: number;
        max_children: number | null;
      } | null;
      /** @description Id of the token that it was made from, which limits it; null: an API key made it. */
      parent: string | null;
      /** @description Also the `ETag`; one more with each change. */
      version: number;
      /** @description The token's text; this is the only answer that holds it. */
      token: string;
      /** @description Where people open it; null for what has no page. */
      playback_url: string | null;
      /** @description Addresses with the token in them, for players; from `rtmp` on those of media servers that are configured with `addresses`, for encoders, too. */
      urls: {
        page?: string;
        hls?: string;
        dash?: string;
        mp4?: string;
        rtmp?: string;
        rtsp?: string;
        srt?: string;
        whip?: string;
        whep?: string;
      };
    };
    CreatedTokens: {
      items: components["schemas"]["CreatedToken"][];
    };
    Decision: {
      ref: string;
      /** @description Unix seconds, with milliseconds behind the point. */
      at: number;
      allowed: boolean;
      /** @description Why it was refused; where the stream only reports, why it would have been. */
      reason: components["schemas"]["DenyReason"] | null;
      /**
       * @description What the stream did with the decision then.
       * @enum {string}
       */
      enforcement: "enforce" | "report" | "off";
      /** @description Where the request came in. */
      door: components["schemas"]["Door"];
      /** @enum {string} */
      action: "play" | "publish";
      /** @description As it was asked for. */
      stream: string | null;
      token: string | null;
      session: string | null;
      user: string | null;
      ip: string | null;
      user_agent: string | null;
      rules: components["schemas"]["Rule"][];
    };
    /** @description Whoever has the token may make tokens from it that open less (`POST /v1/delegations`). */
    Delegation: {
      /** @description How many generations may stand below it; with 1 its children make none. */
      depth: number;
      /** @description Tokens below it at the same time, at any depth. Default: 100. */
      max_children?: number;
    };
    Delivery: {
      /** @description The event's id, as in the header `webhook-id` of every attempt. */
      id: string;
      event: string;
      /**
       * @description `pending`: waits for its next attempt. `failed`: given up. `dropped`: the backlog was full; nothing was kept.
       * @enum {string}
       */
      status: "pending" | "delivered" | "failed" | "dropped";
      /** @description Unix seconds, with milliseconds behind the point. */
      created_at: number;
      /** @description Unix seconds, with milliseconds behind the point. */
      next_attempt_at: number | null;
      attempts: number;
      last_attempt: components["schemas"]["DeliveryAttempt"] | null;
      /** @description How many events in a row were dropped; 0 for any other status. */
      dropped: number;
      /** @description The viewer it is about. */
      user: string | null;
    };
    DeliveryAttempt: {
      /** @description Unix seconds, with milliseconds behind the point. */
      at: number;
      duration_ms: number;
      /** @description The receiver's HTTP status; null: no answer. */
      status: number | null;
      /** @description Why it failed; null for a success. */
      error: string | null;
    };
    DeliveryDetails: {
      /** @description The event's id, as in the header `webhook-id` of every attempt. */
      id: string;
      event: string;
      /**
       * @description `pending`: waits for its next attempt. `failed`: given up. `dropped`: the backlog was full; nothing was kept.
       * @enum {string}
       */
      status: "pending" | "delivered" | "failed" | "dropped";
      /** @description Unix seconds, with milliseconds behind the point. */
      created_at: number;
      /** @description Unix seconds, with milliseconds behind the point. */
      next_attempt_at: number | null;
      attempts: number;
      last_attempt: components["schemas"]["DeliveryAttempt"] | null;
      /** @description How many events in a row were dropped; 0 for any other status. */
      dropped: number;
      /** @description The viewer it is about. */
      user: string | null;
      /** @description The body; null for what was dropped. */
      payload: {
        [key: string]: unknown;
      } | null;
      /** @description The latest attempts, the first of them first. */
      attempt_log: components["schemas"]["DeliveryAttempt"][];
    };
    /** @enum {string} */
    DenyReason:
      | "token-missing"
      | "token-malformed"
      | "token-truncated"
      | "token-too-long"
      | "tokens-conflict"
      | "token-unknown"
      | "key-unknown"
      | "beyond-key-limits"
      | "algorithm-not-allowed"
      | "signature-invalid"
      | "claim-malformed"
      | "claim-unsupported"
      | "context-missing"
      | "issuer-not-allowed"
      | "audience-not-allowed"
      | "uri-not-allowed"
      | "request-method-not-allowed"
      | "header-not-allowed"
      | "protocol-not-allowed"
      | "location-not-allowed"
      | "connection-not-allowed"
      | "refused-by-chance"
      | "proof-missing"
      | "proof-invalid"
      | "composition-not-met"
      | "quota-spent"
      | "session-evicted"
      | "country-not-allowed"
      | "country-unknown"
      | "asn-not-allowed"
      | "asn-unknown"
      | "rule-not-allowed"
      | "outside-hours"
      | "bind-not-allowed"
      | "rendition-not-allowed"
      | "download-not-allowed"
      | "subscriber-code-invalid"
      | "subscriber-blocked"
      | "token-revoked"
      | "token-suspended"
      | "token-expired"
      | "token-not-yet-valid"
      | "token-already-used"
      | "delegation-not-allowed"
      | "delegation-full"
      | "too-many-sessions"
      | "stream-full"
      | "stream-busy"
      | "stream-not-yet-open"
      | "stream-closed"
      | "wrong-action"
      | "wrong-stream"
      | "ip-not-allowed"
      | "ip-unknown"
      | "domain-not-allowed"
      | "domain-unknown"
      | "handle-invalid"
      | "handle-wrong-stream"
      | "session-ended"
      | "session-expired"
      | "session-shared"
      | "too-many-requests"
      | "too-many-guesses"
      | "prefetch-refused"
      | "not-an-entry"
      | "path-ambiguous"
      | "request-malformed"
      | "request-timeout"
      | "headers-too-large"
      | "method-not-allowed"
      | "caller-unknown"
      | "call-replayed"
      | "call-malformed"
      | "stream-unknown"
      | "stream-offline"
      | "media-not-found"
      | "media-type-refused"
      | "range-not-satisfiable"
      | "origin-bad-manifest"
      | "origin-error"
      | "origin-unreachable"
      | "origin-timeout"
      | "client-left"
      | "store-unavailable"
      | "server-busy";
    /** @enum {string} */
    Door: "gateway" | "page" | "api" | "hook" | "edge";
    EmbedCode: {
      stream: string;
      /** @enum {string} */
      form: "sluice" | "iframe" | "flowplayer" | "nanostream";
      /** @description For a page; it may hold a token. */
      html: string;
      /**
       * @description `none`: the stream asks for none. `embedded`: it is in `html`. `yours`: put one of your own in place of `<your-generated-token>`.
       * @enum {string}
       */
      token: "none" | "embedded" | "yours";
      /** @description By which the token in `html` is seen and revoked. */
      token_id: string | null;
      /** @description The end of the token in `html`. */
      expires_at: number | null;
      /** @description No page that shows the code plays by it beyond that. */
      renewable_until: number | null;
    };
    Explain: {
      /** @enum {string} */
      action: "play" | "publish";
      /** @description `application/stream`, an alias, or a name that is unique in the organization. */
      stream: string;
      token: string;
      /** @description The client's address. */
      ip?: string;
      /** @description The embedding site: its origin, URL or host. */
      origin?: string;
      /** @description The request's method, for claims. Default: GET. */
      method?: string;
      /** @description The URL that is asked for, for claims; a token in it is left out. Default: the stream's own address. */
      url?: string;
      /** @description Headers of the request, for claims; `DPoP` is the proof. */
      headers?: {
        [key: string]: string;
      };
      context?: components["schemas"]["CheckContext"];
      user_agent?: string;
      /** @description Judge as at this second, past or to come: rules, uses and sessions as they were then, as far as they are kept. */
      at?: number;
    };
    Explained: {
      allowed: boolean;
      /** @description Why it is refused; where the stream only reports, why it would be. */
      reason: components["schemas"]["DenyReason"] | null;
      /**
       * @description What the stream does with the decision.
       * @enum {string}
       */
      enforcement: "enforce" | "report" | "off";
      /** @description What the viewer is told. */
      detail: string | null;
      /** @description What the operator can do. */
      advice: string | null;
      /** @description `GET /v1/decisions/{ref}` explains it again. */
      ref: string;
      /** @description The token's id. */
      token: string | null;
      user: string | null;
      tag: string | null;
      expires_at: number | null;
      /** @description With `consume`, the session that began; else the one that stands in the way. */
      session: string | null;
      rules: components["schemas"]["Rule"][];
    };
    Group: {
      id: string;
      title: string | null;
      stream_count: number;
      /** @description The first 1000 by name; `GET /v1/streams?group=` lists all. */
      streams: string[];
      /** @description `sluice.yaml:12:5` when the configuration file declares it: then the API does not change it (409). */
      declared_in: string | null;
      /** @description null for what the file declares and what is built in. */
      created_at: number | null;
      updated_at: number | null;
      /** @description One more with each change; 0 for what is not in the database. */
      version: number;
    };
    /** @description What is left out stays; null is none. */
    GroupPatch: {
      /** @description What people read instead of the name. Default: none. */
      title?: string | null;
      /** @description All that belong to it, by name or alias; one that is in another group moves. A name that nobody has registered is registered, where its application takes any. */
      streams?: string[] | null;
    };
    Health: {
      /** @constant */
      status: "ok";
      /** @description Of the server. */
      version: string;
      /** @description Its kind of database: `sqlite`. */
      store: string;
      /** @description Drawn at each start: tells two servers apart. */
      instance: string;
    };
    /** @description The database cannot be read, so nobody is let in. */
    HealthFault: {
      /** @constant */
      status: "store-unavailable";
      /** @description Of the server. */
      version: string;
      /** @description Its kind of database: `sqlite`. */
      store: string;
      /** @description Drawn at each start: tells two servers apart. */
      instance: string;
    };
    Inspect: {
      /** @description The text of any token. It is kept nowhere. */
      token: string;
      /** @description A request, in the words of `POST /v1/check`: how each rule goes for it. */
      request?: {
        /** @enum {string} */
        action: "play" | "publish";
        /** @description `application/stream`, an alias, or a name that is unique in the organization. */
        stream: string;
        /** @description The client's address. */
        ip?: string;
        /** @description The embedding site: its origin, URL or host. */
        origin?: string;
        /** @description The request's method, for claims. Default: GET. */
        method?: string;
        /** @description The URL that is asked for, for claims; a token in it is left out. Default: the stream's own address. */
        url?: string;
        /** @description Headers of the request, for claims; `DPoP` is the proof. */
        headers?: {
          [key: string]: string;
        };
        context?: components["schemas"]["CheckContext"];
        user_agent?: string;
        /** @description Judge as at this second, past or to come: rules, uses and sessions as they were then, as far as they are kept. */
        at?: number;
      };
    };
    Inspected: {
      /**
       * @description null: of no format.
       * @enum {string|null}
       */
      format: "opaque" | "uuid" | "jwt" | "cat" | null;
      /** @description Why the text cannot be read. */
      problem: string | null;
      /** @description The JOSE header, or what the COSE headers say. */
      header: {
        [key: string]: unknown;
      } | null;
      /** @description In their JSON form. Believed only if a key vouches for them; null while they are encrypted. */
      claims: {
        [key: string]: unknown;
      } | null;
      /** @description A CAT in CBOR diagnostic notation, its MAC, signature or ciphertext left out. */
      diagnostic: string | null;
      /**
       * @description Of an opaque token: whether its secret is the one of its record.
       * @enum {string}
       */
      signature: "right" | "wrong" | "unchecked";
      /** @description Why it opens nothing, whoever asks for what. */
      refused: {
        reason: string;
        claim: string | null;
        detail: string;
      } | null;
      /** @description The token key that vouches for it. */
      key: {
        id: string;
        kid: string | null;
        algorithm: string;
        name: string | null;
        /** @enum {string|null} */
        state: "pending" | "active" | "verify-only" | "retired" | null;
        claim_map: string | null;
      } | null;
      /** @description Why no key does. */
      key_detail: string | null;
      /** @description The token's id, also before its first session. */
      id: string | null;
      /** @description Its record; null before the first session of a token made elsewhere. */
      token: components["schemas"]["Token"] | null;
      warnings: {
        /** @enum {string} */
        code:
          | "weak-key"
          | "no-expiry"
          | "far-expiry"
          | "no-id"
          | "key-ends-first"
          | "claims-not-understood"
          | "lenient-reading";
        detail: string;
      }[];
      /** @description For `request`: what a door would say. It is not recorded. */
      decision: {
        allowed: boolean;
        /** @description Why it is refused; where the stream only reports, why it would be. */
        reason: components["schemas"]["DenyReason"] | null;
        /**
         * @description What the stream does with the decision.
         * @enum {string}
         */
        enforcement: "enforce" | "report" | "off";
        /** @description What the viewer is told. */
        detail: string | null;
        /** @description What the operator can do. */
        advice: string | null;
        /** @description The token's id. */
        token: string | null;
        user: string | null;
        tag: string | null;
        expires_at: number | null;
        rules: components["schemas"]["Rule"][];
      } | null;
    };
    IssuedApiKey: {
      /** @description Public: the beginning of the key's text. */
      id: string;
      name: string;
      scopes: string[];
      /** @description Only what belongs to these applications; null: the whole organization. */
      applications: string[] | null;
      actions: ("play" | "publish")[];
      /** @description Longest life of a token it makes; null: any, also for ever. */
      longest_ttl_seconds: number | null;
      /** @description Unix seconds; null: it works until it is removed. */
      expires_at: number | null;
      /** @description When the text before the last rotation stops working; null: there is none. */
      previous_until: number | null;
      created_at: number;
      /** @description Id of the API key that made it; `local` and `start` on the machine itself. */
      created_by: string;
      last_used_at: number | null;
      version: number;
      /** @description The key's text; this is the only answer that holds it. */
      key: string;
    };
    IssuedTokenKey: {
      id: string;
      name: string;
      /** @description Null for a set, whose keys have their own. */
      kid: string | null;
      /** @enum {string|null} */
      algorithm:
        | "HS256"
        | "HS384"
        | "HS512"
        | "RS256"
        | "PS256"
        | "ES256"
        | "ES384"
        | "EdDSA"
        | "A128GCM"
        | "A256GCM"
        | null;
      /** @enum {string} */
      source: "created" | "imported" | "jwks";
      /**
       * @description `pending`: published, vouches for nothing yet. `active`: signs and vouches. `verify-only`: vouches. `retired`: nothing any more.
       * @enum {string}
       */
      state: "pending" | "active" | "verify-only" | "retired";
      /**
       * @description Which tokens without a kid find it: `default`, or `previous` during a rotation.
       * @enum {string|null}
       */
      role: "default" | "previous" | null;
      application: string | null;
      /** @description Only tokens of this issuer; null: of any. */
      issuer: string | null;
      audiences: string[];
      claim_map: string | null;
      label_profile: string | null;
      readings: components["schemas"]["TokenKeyReadings"] | null;
      caps: components["schemas"]["TokenKeyCaps"];
      activates_at: number | null;
      verify_only_at: number | null;
      retires_at: number | null;
      /**
       * @description How its value was handed out; null for a key without one.
       * @enum {string|null}
       */
      value_encoding: "base64url" | "hex" | "text" | null;
      public_jwk: components["schemas"]["PublicJwk"] | null;
      jwks_url: string | null;
      allow_private: boolean;
      /** @description The set of a `jwks_url`. */
      jwks: {
        keys: {
          kid: string | null;
          algorithm: string | null;
        }[];
        /** @description When the set in use came. */
        last_fetched_at: number | null;
        last_attempt_at: number | null;
        /** @description Why the last attempt failed; the set before stays in use. */
        last_error: string | null;
      } | null;
      /** @description What to know of it: too short a secret, no use of it. */
      warnings: string[];
      created_at: number;
      /** @description Id of the API key that made it; `local` on the machine itself. */
      created_by: string;
      last_used_at: number | null;
      version: number;
      /** @description The secret of a symmetric key that was made here, as `value_encoding` says; this is the only answer that holds it. Private halves never leave. */
      value: string | null;
    };
    IssuedWebhook: {
      id: string;
      url: string;
      events: ("token.used" | "session.started" | "session.ended" | "access.refused" | "token.revoked")[];
      /** @description Only events of these applications; null: of the whole organization. */
      applications: string[] | null;
      description: string | null;
      enabled: boolean;
      /**
       * @description `gone`: its receiver answered 410. `failing`: nothing but failures for five days.
       * @enum {string|null}
       */
      disabled_reason: "gone" | "failing" | null;
      /** @description When the server switched it off. */
      disabled_at: number | null;
      /** @description May connect to private addresses. Only a key with the scope `installation` gives this leave. */
      allow_private: boolean;
      /** @description Until then deliveries are signed with the secret before the last rotation as well. */
      previous_secret_until: number | null;
      created_at: number;
      /** @description Id of the API key that made it; `local` on the machine itself. */
      created_by: string;
      updated_at: number;
      version: number;
      /** @description The first failure since the last success; null while the last attempt was a success. */
      failing_since: number | null;
      last_success_at: number | null;
      last_failure_at: number | null;
      /** @description `whsec_` and base64; this is the only answer that holds it. */
      secret: string;
    };
    /** @description null is the default of a field. */
    NewApplication: {
      /**
       * @description What the application's streams are, unless a stream says otherwise. Default: required.
       * @enum {string}
       */
      kind: "live" | "vod";
      /** @description Where the gateway gets media. Without one it serves none: hooks, edges and checks only. Default: none. */
      origin?: {
        /** @description Folder with the media. A relative path starts at the YAML file's folder. */
        folder?: string | null;
        /** @description What nginx in front calls `folder`: an `internal` location. Requests that come through `trusted_proxies` are then answered with `X-Accel-Redirect`, and nginx sends the files itself. Default: none: Sluice sends them. */
        accel_redirect?: string | null;
        /**
         * Format: uri
         * @description Address of another HTTP server with the media; the stream's path is put behind it.
         */
        url?: string | null;
        /** @description Headers sent with every request to `url`. Their values are treated as secrets. Default: none. */
        headers?: {
          [key: string]: string;
        } | null;
        /** @description User name for `url`, sent with `password` as HTTP Basic. */
        user?: string | null;
        /** @description Password of `user`. */
        password?: string | null;
        /** @description Secret for `url`, sent as `Authorization: Bearer`. MediaMTX takes its `hlsCDNSecret` so, and then asks for no session of its own. */
        bearer?: string | null;
        /** @description Bucket with the media in a store that speaks S3. It is asked by signed requests. */
        bucket?: string | null;
        /** @description Region of `bucket`; it is part of each signature. Default: `us-east-1`. */
        region?: string | null;
        /**
         * Format: uri
         * @description Address of the store of `bucket`. Default: that of AWS in `region`.
         */
        endpoint?: string | null;
        /** @description What every key in `bucket` begins with; the stream's path is put behind it and a `/`. Default: none. */
        prefix?: string | null;
        /** @description Whether `bucket` stands in the path of the address, or in its host name. Default: `true` with `endpoint` or a dot in the bucket's name, else `false`. */
        path_style?: boolean | null;
        /** @description Access key id for `bucket`. It needs the right to read objects; with the right to list them what is missing is a 404. */
        access_key_id?: string | null;
        /** @description Secret access key of `access_key_id`. */
        secret_access_key?: string | null;
        /** @description Session token of temporary credentials; they end, and must be given again before. */
        session_token?: string | null;
        /** @description Whether names that `url`, its redirects or `endpoint` lead to may have private addresses. A private address that `url` or `endpoint` itself spells out needs no leave. Default: `false`. */
        allow_private?: boolean | null;
      } | null;
      /**
       * @description How a session is carried from request to request at the gateway: in the path, in a cookie, or in the query of every address of a manifest. Default: `path`.
       * @enum {string|null}
       */
      carriage?: "path" | "cookie" | "query" | null;
      /** @description Where web servers that ask this server deliver the application's media. Addresses of manifests below one of them get the session; any other host gets none. Default: none. */
      edge_urls?: string[] | null;
      /** @description Whether the gateway keeps this application's segments in memory for all their viewers. Each viewer is checked all the same. Default: `true`. */
      segment_cache?: boolean | null;
      /** @description Whether only registered streams exist, or any name does. Default: `false`; in YAML `true` when `streams` is a map. */
      registered_only?: boolean | null;
      /** @description How tokens are enforced, for publishing and for playing apart. Default: `enforce` for both. */
      enforcement?: {
        /**
         * @description For publishers: `enforce` refuses without a good token, `report` lets everybody in and writes down what would have been refused, `off` asks for no token. Default: `enforce`.
         * @enum {string|null}
         */
        publish?: "off" | "report" | "enforce" | null;
        /**
         * @description For players: `enforce` refuses without a good token, `report` lets everybody in and writes down what would have been refused, `off` asks for no token. Default: `enforce`.
         * @enum {string|null}
         */
        play?: "off" | "report" | "enforce" | null;
      } | null;
      /** @description Whether embed codes of its streams carry a token of their own, which the player renews. It counts where playing is enforced. Default: `false`. */
      embed_token?: boolean | null;
      /** @description Life of a token that is created without an end, in seconds. Default: `86400`. */
      default_ttl?: number | null;
      /** @description The clocks of a session. Defaults differ by the kind of the stream. */
      sessions?: {
        /** @description Without a request for so long, a session ends. Default: live 90, vod 21600. */
        idle_seconds?: number | null;
        /** @description A session ends so long after it began. Default: live 43200, vod 86400. */
        max_seconds?: number | null;
        /** @description Without a request for so long, a session's slot is free for another. Default: live 45, vod 180. */
        lease_seconds?: number | null;
      } | null;
      /** @description How the holder of a used token may repeat the entry, as players do. */
      grace?: {
        /** @description So long after a use, its holder may repeat the entry. 0 turns it off. Default: `10`. */
        seconds?: number | null;
        /** @description At most so many repeats. Default: `3`. */
        repeats?: number | null;
      } | null;
      /** @description Settings by the names that Ant Media Server has for them. What has a word here already may be said by either name, not by both. Default: none. */
      antmedia?: {
        /** @description Addresses that may call `/<application>/rest/` without an API key. Requests that were forwarded never may. Default: none. */
        remoteAllowedCIDR?: string | null;
        /** @description Whether a call without an API key must come from `remoteAllowedCIDR`. With this and `jwtControlEnabled` both are needed; with neither, an API key. Default: `true`. */
        ipFilterEnabled?: boolean | null;
        /** @description Whether a JWT signed with `jwtSecretKey` may stand in the place of an API key. Default: `false`. */
        jwtControlEnabled?: boolean | null;
        /** @description HS256 secret of JWTs for `/<application>/rest/`. Default: none. */
        jwtSecretKey?: string | null;
        /** @description Whether publishers need a token: `enforcement.publish` in Ant Media's words. Default: as `enforcement.publish`. */
        publishTokenControlEnabled?: boolean | null;
        /** @description Whether players need a token: `enforcement.play` in Ant Media's words. Default: as `enforcement.play`. */
        playTokenControlEnabled?: boolean | null;
        /** @description JWTs are asked of publishers; what is refused is said in its words. On: `enforcement.publish` is `enforce`. Default: `false`. */
        publishJwtControlEnabled?: boolean | null;
        /** @description JWTs are asked of players; what is refused is said in its words. On: `enforcement.play` is `enforce`. Default: `false`. */
        playJwtControlEnabled?: boolean | null;
        /** @description HS256 secret of stream JWTs with the claims `streamId`, `type` and `exp`: a token key of this application. Default: none. */
        jwtStreamSecretKey?: string | null;
        /** @description Codes of subscribers (TOTP) are asked of publishers; what is refused is said in its words. On: `enforcement.publish` is `enforce`. Default: `false`. */
        enableTimeTokenForPublish?: boolean | null;
        /** @description Codes of subscribers (TOTP) are asked of players; what is refused is said in its words. On: `enforcement.play` is `enforce`. Default: `false`. */
        enableTimeTokenForPlay?: boolean | null;
        /** @description Secret of codes for publishers without a secret of their own. Default: none. */
        timeTokenSecretForPublish?: string | null;
        /** @description Secret of codes for players without a secret of their own. Default: none. */
        timeTokenSecretForPlay?: string | null;
        /** @description For so long a code of a subscriber stands, in seconds. Default: `60`. */
        timeTokenPeriod?: number | null;
        /** @description Hashes are asked of publishers; what is refused is said in its words. On: `enforcement.publish` is `enforce`. Default: `false`. */
        hashControlPublishEnabled?: boolean | null;
        /** @description Hashes are asked of players; what is refused is said in its words. On: `enforcement.play` is `enforce`. Default: `false`. */
        hashControlPlayEnabled?: boolean | null;
        /** @description Secret of hash tokens: SHA-256 of stream, `publish` or `play`, and this. Default: none. */
        tokenHashSecret?: string | null;
        /** @description Whether only registered streams exist: `registered_only` in Ant Media's words. Default: as `registered_only`. */
        acceptOnlyStreamsInDataStore?: boolean | null;
        /** @description Addresses that may publish, with a good token. Default: any. */
        allowedPublisherCIDR?: string | null;
        /** @description Whether it is kept when subscribers connect and disconnect. Default: `false`. */
        writeSubscriberEventsToDatastore?: boolean | null;
      } | null;
      /** @description Unique on this host: it begins the address of every stream. */
      name: string;
    };
    NewGroup: {
      id: string;
      /** @description What people read instead of the name. Default: none. */
      title?: string | null;
      /** @description All that belong to it, by name or alias; one that is in another group moves. A name that nobody has registered is registered, where its application takes any. */
      streams?: string[] | null;
    };
    NewOrganization: {
      /** @description Lower-case letters, digits and hyphens; it never changes. */
      code: string;
      /** @description What people read instead of the name. Default: none. */
      title?: string | null;
    };
    /** @description null is the default of a field. */
    NewStream: {
      application: string;
      /** @description Its name below the application; slashes are allowed. */
      id: string;
      /**
       * @description Kind of this stream. Default: the application's.
       * @enum {string|null}
       */
      kind?: "live" | "vod" | null;
      /** @description Group of streams this one belongs to; one token can open a whole group. Default: its own, under its own id. */
      group?: string | null;
      /** @description Other names, such as the id in another system; accepted wherever a stream is named. Default: none. */
      aliases?: string[] | null;
      /** @description What printed links name, and what the bare address opens. When given, links name only these. Default: `hls: index.m3u8`. */
      entries?: {
        /** @description The HLS playlist. */
        hls?: string | null;
        /** @description The DASH manifest. */
        dash?: string | null;
        /** @description The MP4 file. */
        mp4?: string | null;
      } | null;
      /** @description How tokens are enforced, where it differs from the application. Default: the application's. */
      enforcement?: {
        /**
         * @description For publishers: `enforce` refuses without a good token, `report` lets everybody in and writes down what would have been refused, `off` asks for no token. Default: the application's.
         * @enum {string|null}
         */
        publish?: "off" | "report" | "enforce" | null;
        /**
         * @description For players: `enforce` refuses without a good token, `report` lets everybody in and writes down what would have been refused, `off` asks for no token. Default: the application's.
         * @enum {string|null}
         */
        play?: "off" | "report" | "enforce" | null;
      } | null;
      /** @description Whether embed codes of this stream carry a token of their own, which the player renews. It counts where playing is enforced. Default: the application's. */
      embed_token?: boolean | null;
      /** @description Whether this stream goes along when the default of its application is changed as that of a workspace, `PATCH /platform/v3/workspaces/{id}`; others keep what they have. Default: `false`. */
      follow_default?: boolean | null;
      /** @description Limits of the stream's own: they hold for every token, besides the token's. Default: none. */
      limits?: {
        /** @description Addresses and CIDR networks, IPv4 and IPv6, that may publish or play it. Default: any. */
        ip?: string[] | null;
        /** @description Sites that may embed it. Default: any. */
        domains?: string[] | null;
        /** @description Earlier it is open to nobody. Default: always open. */
        not_before?: number | null;
        /** @description From then on it is open to nobody. Default: for ever. */
        expires_at?: number | null;
        /** @description Sessions that can be made in all. Default: no limit. */
        max_uses?: number | null;
        /** @description Sessions at the same time. Default: no limit. */
        max_sessions?: (number | components["schemas"]["SessionLimit"]) | null;
        /** @description Minutes of playback in all. Default: no limit. */
        max_watch_minutes?: number | null;
        /** @description Bytes of media in all. Default: no limit. */
        max_bytes?: number | null;
        /** @description What of its first client a session stays with. Default: one User-Agent and one network where uses or sessions are counted. */
        bind?: ("none" | components["schemas"]["Binding"]) | null;
        /** @description Countries of viewers, by their address. Default: any. */
        countries?: {
          allow?: string[] | null;
          deny?: string[] | null;
        } | null;
        /** @description Networks of providers, by their number (ASN). Default: any. */
        asns?: {
          allow?: number[] | null;
          deny?: number[] | null;
        } | null;
        /** @description Rules in order: the first that matches decides; where none does, nobody is let in. Default: none. */
        rules?: components["schemas"]["AccessRule"][] | null;
        /** @description Times of day in which it is open. Default: always open. */
        hours?: components["schemas"]["OpenHours"][] | null;
        /** @description Lines of the highest picture that is played. Default: any. */
        max_height?: number | null;
        /** @description Names of the renditions that are played. Default: all. */
        renditions?: string[] | null;
        /** @description Whether it may be downloaded besides being played. Default: nothing is said. */
        download?: boolean | null;
      } | null;
    };
    OpenHours: {
      /** @description Default: every day. */
      days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
      from: string;
      /** @description Not later than `from`: on the next day. */
      to: string;
      /** @description Default: UTC. */
      time_zone?: string;
    };
    Organization: {
      code: string;
      title: string | null;
      /** @description null for the first organization. */
      created_at: number | null;
      updated_at: number | null;
      version: number;
    };
    /** @description What is left out stays; null is none. */
    OrganizationPatch: {
      /** @description What people read instead of the name. Default: none. */
      title?: string | null;
    };
    Problem: {
      /** @constant */
      type: "about:blank";
      /** @description The status in words. */
      title: string;
      status: number;
      /** @enum {string} */
      reason:
        | "request-malformed"
        | "api-key-missing"
        | "api-key-unknown"
        | "not-permitted"
        | "not-found"
        | "name-taken"
        | "name-reserved"
        | "declared-in-file"
        | "state-conflict"
        | "version-stale"
        | "body-too-large"
        | "body-type-unsupported"
        | "request-invalid"
        | "confirmation-needed"
        | "idempotency-key-reused"
        | "file-unusable"
        | "too-many-guesses"
        | "internal-error"
        | "store-unavailable";
      /** @description One sentence for people. */
      detail: string;
      /** @description The reference of the log line; also in the header Sluice-Ref. */
      ref: string;
      /** @description For input: one entry for each field that is wrong. */
      errors?: {
        field: string;
        message: string;
      }[];
    };
    /** @description Its public half. */
    PublicJwk: {
      kty: string;
      crv?: string;
      alg?: string;
      kid?: string;
      use?: string;
      x?: string;
      y?: string;
      n?: string;
      e?: string;
    };
    /** @description The token that was shown is refused: one of the reasons of docs/deny-reasons.md. */
    Refusal: {
      /** @constant */
      type: "about:blank";
      /** @enum {string} */
      reason:
        | "token-missing"
        | "token-malformed"
        | "token-truncated"
        | "token-too-long"
        | "tokens-conflict"
        | "token-unknown"
        | "key-unknown"
        | "beyond-key-limits"
        | "algorithm-not-allowed"
        | "signature-invalid"
        | "claim-malformed"
        | "claim-unsupported"
        | "context-missing"
        | "issuer-not-allowed"
        | "audience-not-allowed"
        | "uri-not-allowed"
        | "request-method-not-allowed"
        | "header-not-allowed"
        | "protocol-not-allowed"
        | "location-not-allowed"
        | "connection-not-allowed"
        | "refused-by-chance"
        | "proof-missing"
        | "proof-invalid"
        | "composition-not-met"
        | "quota-spent"
        | "session-evicted"
        | "country-not-allowed"
        | "country-unknown"
        | "asn-not-allowed"
        | "asn-unknown"
        | "rule-not-allowed"
        | "outside-hours"
        | "bind-not-allowed"
        | "rendition-not-allowed"
        | "download-not-allowed"
        | "subscriber-code-invalid"
        | "subscriber-blocked"
        | "token-revoked"
        | "token-suspended"
        | "token-expired"
        | "token-not-yet-valid"
        | "token-already-used"
        | "delegation-not-allowed"
        | "delegation-full"
        | "too-many-sessions"
        | "stream-full"
        | "stream-busy"
        | "stream-not-yet-open"
        | "stream-closed"
        | "wrong-action"
        | "wrong-stream"
        | "ip-not-allowed"
        | "ip-unknown"
        | "domain-not-allowed"
        | "domain-unknown"
        | "handle-invalid"
        | "handle-wrong-stream"
        | "session-ended"
        | "session-expired"
        | "session-shared"
        | "too-many-requests"
        | "too-many-guesses"
        | "prefetch-refused"
        | "not-an-entry"
        | "path-ambiguous"
        | "request-malformed"
        | "request-timeout"
        | "headers-too-large"
        | "method-not-allowed"
        | "caller-unknown"
        | "call-replayed"
        | "call-malformed"
        | "stream-unknown"
        | "stream-offline"
        | "media-not-found"
        | "media-type-refused"
        | "range-not-satisfiable"
        | "origin-bad-manifest"
        | "origin-error"
        | "origin-unreachable"
        | "origin-timeout"
        | "client-left"
        | "store-unavailable"
        | "server-busy";
      status: number;
      title: string;
      /** @description One sentence for people. */
      detail: string;
      /** @description `GET /v1/decisions/{ref}` explains it to the operator. */
      ref: string;
      /** @description Seconds after which the same request may succeed. */
      retry_after?: number;
    };
    Restored: {
      /** @description When the copy was taken. */
      taken_at: number;
      /** @description True: it was no earlier state of this database. */
      other_history: boolean;
      /** @description Tokens that the copy does not know: they are refused from now on. */
      tokens_withdrawn: number;
      /** @description Tokens that an earlier restore had withdrawn. */
      tokens_returned: number;
      /** @description Live sessions whose token is gone. */
      sessions_ended: number;
      /** @description Applications, streams, groups and others that are not what they were. */
      objects_changed: number;
    };
    Retention: {
      items: {
        /** @enum {string} */
        table: "tokens" | "sessions" | "decisions" | "usage" | "deliveries" | "audit";
        /** @description Null: for ever. */
        days: number | null;
        /** @description Null: not yet since the server started. */
        last_run_at: number | null;
        /** @description Rows that were removed then. */
        last_removed: number;
      }[];
    };
    Revocation: {
      id: string;
      selector: components["schemas"]["Selector"];
      /** @description Tokens that it matched when it was made. */
      count: number;
      /** @description Sessions that it ended. */
      sessions: number;
      created_at: number;
      /** @description Id of the API key; null for one from before that was kept. */
      created_by: string | null;
      until: number | null;
      /** @description It also covers what is still to be issued. */
      permanent: boolean;
      /** @description From the call's arrival until the last session that it ended was closed, measured. */
      effect_ms: number | null;
      /** @description null: it stands. */
      undone_at: number | null;
    };
    RevocationDryRun: {
      /** @constant */
      dry_run: true;
      count: number;
      sessions: number;
    };
    RevocationOrder: {
      selector: components["schemas"]["Selector"];
      /** @description Count, and change nothing. */
      dry_run?: boolean;
      /** @description Also what is still to be issued. */
      permanent?: boolean;
      /** @description Also what is still to be issued, up to this second. */
      until?: number;
      /** @description The organization's code, for what reaches all of it. */
      confirm?: string;
    };
    Rule: {
      rule: string;
      /**
       * @description `pending`: settled by the line with the same rule below it, or not at all.
       * @enum {string}
       */
      outcome: "pass" | "fail" | "pending";
      detail: string;
    };
    Selector: {
      /** @description A token's id or text. */
      token?: string;
      /** @description The id inside the text of a token that has one; opaque tokens have none. */
      jti?: string;
      user?: string;
      tag?: string;
      stream?: string;
      group?: string;
      application?: string;
      /** @description Tokens that the API key with this id has made. */
      key?: string;
      /** @description Address or CIDR network: ends its sessions, and refuses it while the rule stands. */
      ip?: string;
      /** @description This one session. */
      session?: string;
      /**
       * @description The whole organization.
       * @constant
       */
      all?: true;
      /** @description Unix seconds: only what was issued before. */
      issued_before?: number;
    };
    Servers: {
      /** @description The public URL; every path stands behind it. */
      address: string;
      items: {
        name: string;
        /** @enum {string} */
        kind:
          | "mediamtx"
          | "srs"
          | "ome"
          | "nginx-rtmp"
          | "zlmediakit"
          | "node-media-server"
          | "antmedia"
          | "bintu"
          | "nginx"
          | "caddy"
          | "traefik"
          | "envoy"
          | "haproxy"
          | "varnish";
        /**
         * @description `hook`: a media server; `edge`: a web server.
         * @enum {string}
         */
        door: "hook" | "edge";
        /** @description Whether its own API is configured, to list and cut off its clients. */
        has_api: boolean;
        /** @description What it asks. A media server's secret follows as one more segment. */
        path: string;
        /** @description For the owner of the data folder, through its socket, alone; null for every API key. */
        secret: string | null;
        /** @description Since the start; null: it has not asked yet. */
        last_question: {
          /** @description Unix seconds, with milliseconds behind the point. */
          at: number;
          /** @description The server's own address. */
          from: string | null;
          /**
           * @description What it asked or told: may a client begin, go on, or use the server's own API?
           * @enum {string}
           */
          event: "open" | "again" | "close" | "manage" | "notice" | "malformed";
          /** @enum {string|null} */
          action: "play" | "publish" | null;
          /** @description As the server names it. */
          stream: string | null;
          protocol: string | null;
          allowed: boolean;
          reason: components["schemas"]["DenyReason"] | null;
          /** @description `GET /v1/decisions/{ref}` explains a refusal. */
          ref: string | null;
        } | null;
      }[];
    };
    Session: {
      id: string;
      /** @enum {string} */
      status: "live" | "ended";
      /** @description null where none was needed. */
      token: string | null;
      application: string;
      stream: string;
      /** @description A stream without one is its own group. */
      group: string;
      /** @enum {string} */
      action: "play" | "publish";
      /** @description Where it began. */
      door: components["schemas"]["Door"];
      /** @description The media server that carries it, as it is called in the configuration; null for one that lives by requests. */
      server: string | null;
      /** @description What is spoken there: rtmp, srt, rtsp, webrtc …; null when it is not told. */
      protocol: string | null;
      /** @description What the media server calls its connection. */
      connection: string | null;
      user: string | null;
      tag: string | null;
      /** @description The address at its start. */
      ip: string | null;
      user_agent: string;
      started_at: number;
      last_seen_at: number;
      /** @description It ends then at the latest. */
      expires_at: number;
      ended_at: number | null;
      /** @enum {string|null} */
      end_reason:
        | "operator"
        | "revoked"
        | "suspended"
        | "left-group"
        | "stream-removed"
        | "enforced"
        | "idle"
        | "cap"
        | "expiry"
        | "moved-too-often"
        | "closed"
        | "replaced"
        | "evicted"
        | "quota"
        | null;
      bytes: number;
      requests: number;
    };
    SessionLimit: {
      /** @description Sessions at the same time. */
      count: number;
      /**
       * @description Whose sessions are counted together. Default: `token`; of a stream's own limit `stream`. Who has no user is counted by token.
       * @enum {string}
       */
      per?: "token" | "user" | "stream";
      /**
       * @description Where they are counted. Default: `organization`; `stream` per stream and of a stream's own.
       * @enum {string}
       */
      over?: "stream" | "application" | "organization";
      /**
       * @description Who goes when all places are taken: whoever comes (default), whoever has played longest, or whoever plays on what looks like the same device.
       * @enum {string}
       */
      when_full?: "reject-new" | "evict-oldest" | "evict-same-device";
    };
    Stream: {
      /** @description `application/id`. */
      name: string;
      application: string;
      id: string;
      /** @enum {string} */
      kind: "live" | "vod";
      /** @description null: it is its own group, under its name. */
      group: string | null;
      aliases: string[];
      /** @description Paths below the stream's folder. */
      entries: {
        hls: string | null;
        dash: string | null;
        mp4: string | null;
      };
      enforcement: {
        /**
         * @description null: the application's.
         * @enum {string|null}
         */
        publish: "off" | "report" | "enforce" | null;
        /**
         * @description null: the application's.
         * @enum {string|null}
         */
        play: "off" | "report" | "enforce" | null;
      };
      /** @description null: the application's. */
      embed_token: boolean | null;
      follow_default: boolean;
      /** @description The stream's own, besides those of tokens; an empty list and null are no limit. */
      limits: {
        ip: string[];
        domains: string[];
        not_before: number | null;
        expires_at: number | null;
        /** @description Sessions that can be made in all. Default: no limit. */
        max_uses: number | null;
        max_sessions: (number | components["schemas"]["SessionLimit"]) | null;
        /** @description Minutes of playback in all. Default: no limit. */
        max_watch_minutes: number | null;
        /** @description Bytes of media in all. Default: no limit. */
        max_bytes: number | null;
        bind: ("none" | components["schemas"]["Binding"]) | null;
        /** @description Countries of viewers, by their address. Default: any. */
        countries: {
          allow?: string[];
          deny?: string[];
        } | null;
        /** @description Networks of providers, by their number (ASN). Default: any. */
        asns: {
          allow?: number[];
          deny?: number[];
        } | null;
        /** @description Rules in order: the first that matches decides; where none does, nobody is let in. Default: none. */
        rules: components["schemas"]["AccessRule"][] | null;
        /** @description Times of day in which it is open. Default: always open. */
        hours: components["schemas"]["OpenHours"][] | null;
        /** @description Lines of the highest picture that is played. Default: any. */
        max_height: number | null;
        /** @description Names of the renditions that are played. Default: all. */
        renditions: string[] | null;
        /** @description Whether it may be downloaded besides being played. Default: nothing is said. */
        download: boolean | null;
      };
      /** @description `sluice.yaml:12:5` when the configuration file declares it: then the API does not change it (409). */
      declared_in: string | null;
      /** @description null for what the file declares and what is built in. */
      created_at: number | null;
      updated_at: number | null;
      /** @description One more with each change; 0 for what is not in the database. */
      version: number;
    };
    /** @description Fields that are left out stay, and null takes a field back to its default. Maps are merged, lists replaced. */
    StreamPatch: {
      /**
       * @description Kind of this stream. Default: the application's.
       * @enum {string|null}
       */
      kind?: "live" | "vod" | null;
      /** @description Group of streams this one belongs to; one token can open a whole group. Default: its own, under its own id. */
      group?: string | null;
      /** @description Other names, such as the id in another system; accepted wherever a stream is named. Default: none. */
      aliases?: string[] | null;
      /** @description What printed links name, and what the bare address opens. When given, links name only these. Default: `hls: index.m3u8`. */
      entries?: {
        /** @description The HLS playlist. */
        hls?: string | null;
        /** @description The DASH manifest. */
        dash?: string | null;
        /** @description The MP4 file. */
        mp4?: string | null;
      } | null;
      /** @description How tokens are enforced, where it differs from the application. Default: the application's. */
      enforcement?: {
        /**
         * @description For publishers: `enforce` refuses without a good token, `report` lets everybody in and writes down what would have been refused, `off` asks for no token. Default: the application's.
         * @enum {string|null}
         */
        publish?: "off" | "report" | "enforce" | null;
        /**
         * @description For players: `enforce` refuses without a good token, `report` lets everybody in and writes down what would have been refused, `off` asks for no token. Default: the application's.
         * @enum {string|null}
         */
        play?: "off" | "report" | "enforce" | null;
      } | null;
      /** @description Whether embed codes of this stream carry a token of their own, which the player renews. It counts where playing is enforced. Default: the application's. */
      embed_token?: boolean | null;
      /** @description Whether this stream goes along when the default of its application is changed as that of a workspace, `PATCH /platform/v3/workspaces/{id}`; others keep what they have. Default: `false`. */
      follow_default?: boolean | null;
      /** @description Limits of the stream's own: they hold for every token, besides the token's. Default: none. */
      limits?: {
        /** @description Addresses and CIDR networks, IPv4 and IPv6, that may publish or play it. Default: any. */
        ip?: string[] | null;
        /** @description Sites that may embed it. Default: any. */
        domains?: string[] | null;
        /** @description Earlier it is open to nobody. Default: always open. */
        not_before?: number | null;
        /** @description From then on it is open to nobody. Default: for ever. */
        expires_at?: number | null;
        /** @description Sessions that can be made in all. Default: no limit. */
        max_uses?: number | null;
        /** @description Sessions at the same time. Default: no limit. */
        max_sessions?: (number | components["schemas"]["SessionLimit"]) | null;
        /** @description Minutes of playback in all. Default: no limit. */
        max_watch_minutes?: number | null;
        /** @description Bytes of media in all. Default: no limit. */
        max_bytes?: number | null;
        /** @description What of its first client a session stays with. Default: one User-Agent and one network where uses or sessions are counted. */
        bind?: ("none" | components["schemas"]["Binding"]) | null;
        /** @description Countries of viewers, by their address. Default: any. */
        countries?: {
          allow?: string[] | null;
          deny?: string[] | null;
        } | null;
        /** @description Networks of providers, by their number (ASN). Default: any. */
        asns?: {
          allow?: number[] | null;
          deny?: number[] | null;
        } | null;
        /** @description Rules in order: the first that matches decides; where none does, nobody is let in. Default: none. */
        rules?: components["schemas"]["AccessRule"][] | null;
        /** @description Times of day in which it is open. Default: always open. */
        hours?: components["schemas"]["OpenHours"][] | null;
        /** @description Lines of the highest picture that is played. Default: any. */
        max_height?: number | null;
        /** @description Names of the renditions that are played. Default: all. */
        renditions?: string[] | null;
        /** @description Whether it may be downloaded besides being played. Default: nothing is said. */
        download?: boolean | null;
      } | null;
    };
    Token: {
      /** @description Public: `st_` and 12 characters, the beginning of the token's text; `sg_` and 22 of a signed token. */
      id: string;
      /**
       * @description As it was made; `totp`: what a subscriber's codes open, `hash`: what Ant Media's hash opens, both since their first session.
       * @enum {string}
       */
      kind: "one-time" | "access" | "jwt" | "cat" | "totp" | "hash";
      status: components["schemas"]["TokenStatus"];
      /** @enum {string} */
      action: "play" | "publish";
      target:
        | {
            streams: string[];
          }
        | {
            group: string;
          }
        | {
            /** @constant */
            organization: true;
          };
      created_at: number;
      /** @description Id of the API key, or of the token it was made from; `local` for the owner of the data folder; null for a signed token that was made elsewhere. */
      created_by: string | null;
      /** @description Id of the token key that signed it; null for opaque tokens. */
      key: string | null;
      /** @description The id inside its text (`jti`, or `cti` as text). */
      jti: string | null;
      /** @description Claim map of a JWT, label profile of a CAT. */
      profile: string | null;
      /** @description What the text of a signed token says; empty for opaque tokens. */
      claims: {
        [key: string]: unknown;
      };
      not_before: number | null;
      /** @description null: for ever. */
      expires_at: number | null;
      /** @description When it was revoked by itself; a revocation by selector does not show here. */
      revoked_at: number | null;
      suspended_at: number | null;
      /** @description Sessions made with it and with the tokens made from it. */
      uses: number;
      /** @description Seconds that they have played, up to 10 seconds ago. */
      watched_seconds: number;
      /** @description Bytes of media that they were sent, up to 10 seconds ago. */
      used_bytes: number;
      /** @description Sessions that can be made in all. Default: no limit. */
      max_uses: number | null;
      max_sessions: (number | components["schemas"]["SessionLimit"]) | null;
      /** @description Minutes of playback in all. Default: no limit. */
      max_watch_minutes: number | null;
      /** @description Bytes of media in all. Default: no limit. */
      max_bytes: number | null;
      bind: ("none" | components["schemas"]["Binding"]) | null;
      /** @description Countries of viewers, by their address. Default: any. */
      countries: {
        allow?: string[];
        deny?: string[];
      } | null;
      /** @description Networks of providers, by their number (ASN). Default: any. */
      asns: {
        allow?: number[];
        deny?: number[];
      } | null;
      /** @description Rules in order: the first that matches decides; where none does, nobody is let in. Default: none. */
      rules: components["schemas"]["AccessRule"][] | null;
      /** @description Times of day in which it is open. Default: always open. */
      hours: components["schemas"]["OpenHours"][] | null;
      /** @description Lines of the highest picture that is played. Default: any. */
      max_height: number | null;
      /** @description Names of the renditions that are played. Default: all. */
      renditions: string[] | null;
      /** @description Whether it may be downloaded besides being played. Default: nothing is said. */
      download: boolean | null;
      ip: string[];
      domains: string[];
      user: string | null;
      tag: string | null;
      annotations: unknown[];
      disconnect_at_expiry: boolean;
      /** @description How far it may be handed on; null: not at all. */
      delegation: {
        depth: number;
        max_children: number | null;
      } | null;
      /** @description Id of the token that it was made from, which limits it; null: an API key made it. */
      parent: string | null;
      /** @description Also the `ETag`; one more with each change. */
      version: number;
    };
    /** @description All of them are made, or none. */
    TokenBatch: {
      tokens: components["schemas"]["TokenGrant"][];
    };
    TokenGrant: {
      /**
       * @description `jwt` and `cat` carry their claims in their text, signed by a token key; the others name a record here.
       * @enum {string}
       */
      kind: "one-time" | "access" | "jwt" | "cat";
      /** @enum {string} */
      action: "play" | "publish";
      target:
        | {
            streams: string[];
          }
        | {
            group: string;
          }
        | {
            /** @constant */
            organization: true;
          };
      /** @description Unix seconds; earlier it opens nothing. */
      not_before?: number;
      /** @description Unix seconds; null: for ever. */
      expires_at?: number | null;
      /** @description Seconds from now, instead of `expires_at`; null: for ever. */
      ttl_seconds?: number | null;
      /** @description Sessions that can be made in all. Default: no limit. */
      max_uses?: number;
      /** @description Sessions at the same time. Default: no limit. */
      max_sessions?: number | components["schemas"]["SessionLimit"];
      /** @description Minutes of playback in all. Default: no limit. */
      max_watch_minutes?: number;
      /** @description Bytes of media in all. Default: no limit. */
      max_bytes?: number;
      /** @description What of its first client a session stays with. Default: one User-Agent and one network where uses or sessions are counted. */
      bind?: "none" | components["schemas"]["Binding"];
      /** @description Countries of viewers, by their address. Default: any. */
      countries?: {
        allow?: string[];
        deny?: string[];
      };
      /** @description Networks of providers, by their number (ASN). Default: any. */
      asns?: {
        allow?: number[];
        deny?: number[];
      };
      /** @description Rules in order: the first that matches decides; where none does, nobody is let in. Default: none. */
      rules?: components["schemas"]["AccessRule"][];
      /** @description Times of day in which it is open. Default: always open. */
      hours?: components["schemas"]["OpenHours"][];
      /** @description Lines of the highest picture that is played. Default: any. */
      max_height?: number;
      /** @description Names of the renditions that are played. Default: all. */
      renditions?: string[];
      /** @description Whether it may be downloaded besides being played. Default: nothing is said. */
      download?: boolean;
      /** @description Addresses and CIDR networks, IPv4 and IPv6; judged at entry and with every playlist. */
      ip?: string[];
      /** @description Sites that may embed it: `example.com`, `*.example.com`. */
      domains?: string[];
      user?: string;
      tag?: string;
      /** @description Handed to the player, as given; up to 16 KiB of JSON. */
      annotations?: unknown[];
      /** @description Running sessions end at expiry, too. */
      disconnect_at_expiry?: boolean;
      delegation?: components["schemas"]["Delegation"];
      /** @description `jwt`: the claim map (`sluice`, `nanostream`, `antmedia`, `mediamtx`, `rfc9246`; default `sluice`). `cat`: a label profile for composition claims. */
      profile?: string;
      /** @description `jwt` and `cat`: id or kid of the token key that signs; default: the application's, or the organization's. */
      key?: string;
      /** @description `cat`: more claims in their JSON form: `{"catm": ["GET"]}`; docs/claims.md lists them. `jwt` with the profile `nanostream`: `cust` and `revocable`, which limit nothing. */
      claims?: {
        [key: string]: unknown;
      };
    };
    TokenKey: {
      id: string;
      name: string;
      /** @description Null for a set, whose keys have their own. */
      kid: string | null;
      /** @enum {string|null} */
      algorithm:
        | "HS256"
        | "HS384"
        | "HS512"
        | "RS256"
        | "PS256"
        | "ES256"
        | "ES384"
        | "EdDSA"
        | "A128GCM"
        | "A256GCM"
        | null;
      /** @enum {string} */
      source: "created" | "imported" | "jwks";
      /**
       * @description `pending`: published, vouches for nothing yet. `active`: signs and vouches. `verify-only`: vouches. `retired`: nothing any more.
       * @enum {string}
       */
      state: "pending" | "active" | "verify-only" | "retired";
      /**
       * @description Which tokens without a kid find it: `default`, or `previous` during a rotation.
       * @enum {string|null}
       */
      role: "default" | "previous" | null;
      application: string | null;
      /** @description Only tokens of this issuer; null: of any. */
      issuer: string | null;
      audiences: string[];
      claim_map: string | null;
      label_profile: string | null;
      readings: components["schemas"]["TokenKeyReadings"] | null;
      caps: components["schemas"]["TokenKeyCaps"];
      activates_at: number | null;
      verify_only_at: number | null;
      retires_at: number | null;
      /**
       * @description How its value was handed out; null for a key without one.
       * @enum {string|null}
       */
      value_encoding: "base64url" | "hex" | "text" | null;
      public_jwk: components["schemas"]["PublicJwk"] | null;
      jwks_url: string | null;
      allow_private: boolean;
      /** @description The set of a `jwks_url`. */
      jwks: {
        keys: {
          kid: string | null;
          algorithm: string | null;
        }[];
        /** @description When the set in use came. */
        last_fetched_at: number | null;
        last_attempt_at: number | null;
        /** @description Why the last attempt failed; the set before stays in use. */
        last_error: string | null;
      } | null;
      /** @description What to know of it: too short a secret, no use of it. */
      warnings: string[];
      created_at: number;
      /** @description Id of the API key that made it; `local` on the machine itself. */
      created_by: string;
      last_used_at: number | null;
      version: number;
    };
    /** @description What it vouches for at most, whatever its tokens say; null: any. */
    TokenKeyCaps: {
      /** @description Its tokens must have an end, and not a later one than so many seconds from now. */
      longest_ttl_seconds?: number | null;
      /** @description `application/stream`, or a bare name in any application. */
      streams?: string[] | null;
      actions?: ("play" | "publish")[] | null;
      applications?: string[] | null;
    };
    /** @description A new key; with `import` or `jwks_url` one that was made elsewhere. */
    TokenKeyGrant: {
      name: string;
      /** @description When it becomes active by itself. */
      activates_at?: number | null;
      /** @description When it stops signing by itself. */
      verify_only_at?: number | null;
      /** @description When it vouches for nothing any more, by itself. Sessions go on. */
      retires_at?: number | null;
      /** @description Tokens without a kid are checked with the default key, and new ones are signed with it. */
      default?: boolean;
      /** @description Only tokens of this issuer; null: of any. */
      issuer?: string | null;
      /** @description One of these must be a token's audience; empty: this server's own names, or none; `*`: any, or none. */
      audiences?: string[];
      /** @description Pins the claim map of its JWTs; null: told from the claims. */
      claim_map?: string | null;
      /** @description Labels of the composition claims of its CATs; null: such claims deny. */
      label_profile?: string | null;
      readings?: components["schemas"]["TokenKeyReadings"] | null;
      caps?: components["schemas"]["TokenKeyCaps"];
      /** @enum {string} */
      state?: "pending" | "active" | "verify-only";
      /** @description How tokens name it. A CAT's kid that is not UTF-8 is written `0x` and hexadecimal. Unique in the organization, also among retired keys. */
      kid?: string;
      /**
       * @description Default: HS256 for a new key, what it says itself for an imported one.
       * @enum {string}
       */
      algorithm?:
        | "HS256"
        | "HS384"
        | "HS512"
        | "RS256"
        | "PS256"
        | "ES256"
        | "ES384"
        | "EdDSA"
        | "A128GCM"
        | "A256GCM";
      /** @description Vouches there only; null: in the whole organization. */
      application?: string | null;
      /** @description A key that was made elsewhere. */
      import?:
        | {
            /** @description A JSON Web Key (RFC 7517): a public one, or a secret (`oct`). Never a private one. */
            jwk: {
              kty: string;
              crv?: string;
              alg?: string;
              /** @description How tokens name it. A CAT's kid that is not UTF-8 is written `0x` and hexadecimal. Unique in the organization, also among retired keys. */
              kid?: string;
              use?: string;
              k?: string;
              x?: string;
              y?: string;
              n?: string;
              e?: string;
              d?: string;
              p?: string;
              q?: string;
              dp?: string;
              dq?: string;
              qi?: string;
            };
          }
        | {
            /** @description Public key or certificate. */
            pem: string;
          }
        | {
            /** @description A secret that both sides know. */
            secret: string;
            /**
             * @default text
             * @enum {string}
             */
            encoding?: "text" | "base64url" | "hex";
          };
      /** @description A set of public keys that is fetched from there, and again by the hour. */
      jwks_url?: string;
      /** @description May connect to private addresses. Only a key with the scope `installation` gives this leave. */
      allow_private?: boolean;
      /**
       * @description How the value of a secret is handed out: its bytes in `base64url` (the default) or `hex`; `text`: hexadecimal digits that are themselves the bytes of the key.
       * @enum {string}
       */
      value_encoding?: "base64url" | "hex" | "text";
    };
    /** @description What is left out stays; null takes away. */
    TokenKeyPatch: {
      name?: string;
      /** @description When it becomes active by itself. */
      activates_at?: number | null;
      /** @description When it stops signing by itself. */
      verify_only_at?: number | null;
      /** @description When it vouches for nothing any more, by itself. Sessions go on. */
      retires_at?: number | null;
      /** @description Tokens without a kid are checked with the default key, and new ones are signed with it. */
      default?: boolean;
      /** @description Only tokens of this issuer; null: of any. */
      issuer?: string | null;
      /** @description One of these must be a token's audience; empty: this server's own names, or none; `*`: any, or none. */
      audiences?: string[];
      /** @description Pins the claim map of its JWTs; null: told from the claims. */
      claim_map?: string | null;
      /** @description Labels of the composition claims of its CATs; null: such claims deny. */
      label_profile?: string | null;
      readings?: components["schemas"]["TokenKeyReadings"] | null;
      caps?: components["schemas"]["TokenKeyCaps"];
      /** @enum {string} */
      state?: "pending" | "active" | "verify-only" | "retired";
    };
    /** @description Readings of its CATs that are wider than the standard; docs/claims.md tells which tokens need them. */
    TokenKeyReadings: {
      ignored_claims?: (number | string)[];
      dotless_extension?: boolean;
      cnf_member_3?: boolean;
      hex_payload?: boolean;
      tagged_maps?: boolean;
      standard_base64?: boolean;
      audience_optional?: boolean;
      untagged_cose?: boolean;
      moqt?: boolean;
      require_algorithm?: boolean;
    };
    TokenKeyRotation: {
      /**
       * @description So long the key before vouches for what it has signed: at most 90 days.
       * @default 86400
       */
      overlap_seconds?: number;
    };
    /** @description What is left out stays; null takes a limit away. */
    TokenPatch: {
      /** @description Unix seconds; earlier it opens nothing. */
      not_before?: number | null;
      /** @description Unix seconds; null: for ever. */
      expires_at?: number | null;
      /** @description Seconds from now, instead of `expires_at`; null: for ever. */
      ttl_seconds?: number | null;
      /** @description Sessions that can be made in all. Default: no limit. */
      max_uses?: number | null;
      max_sessions?: (number | components["schemas"]["SessionLimit"]) | null;
      /** @description Minutes of playback in all. Default: no limit. */
      max_watch_minutes?: number | null;
      /** @description Bytes of media in all. Default: no limit. */
      max_bytes?: number | null;
      bind?: ("none" | components["schemas"]["Binding"]) | null;
      /** @description Countries of viewers, by their address. Default: any. */
      countries?: {
        allow?: string[];
        deny?: string[];
      } | null;
      /** @description Networks of providers, by their number (ASN). Default: any. */
      asns?: {
        allow?: number[];
        deny?: number[];
      } | null;
      /** @description Rules in order: the first that matches decides; where none does, nobody is let in. Default: none. */
      rules?: components["schemas"]["AccessRule"][] | null;
      /** @description Times of day in which it is open. Default: always open. */
      hours?: components["schemas"]["OpenHours"][] | null;
      /** @description Lines of the highest picture that is played. Default: any. */
      max_height?: number | null;
      /** @description Names of the renditions that are played. Default: all. */
      renditions?: string[] | null;
      /** @description Whether it may be downloaded besides being played. Default: nothing is said. */
      download?: boolean | null;
      /** @description Addresses and CIDR networks, IPv4 and IPv6; judged at entry and with every playlist. */
      ip?: string[] | null;
      /** @description Sites that may embed it: `example.com`, `*.example.com`. */
      domains?: string[] | null;
      tag?: string | null;
      /** @description Handed to the player, as given; up to 16 KiB of JSON. */
      annotations?: unknown[];
      /** @description Running sessions end at expiry, too. */
      disconnect_at_expiry?: boolean;
      delegation?: components["schemas"]["Delegation"] | null;
    };
    /** @enum {string} */
    TokenStatus: "revoked" | "suspended" | "expired" | "used" | "not-yet-valid" | "active";
    UsageSeries: {
      /** @description The earliest step first; steps without figures are left out. */
      items: components["schemas"]["UsageStep"][];
      /** @description The cursor of the next page; null on the last one. */
      next: string | null;
      /** @description The sums over the whole range, not over the page. */
      totals: components["schemas"]["UsageTotals"];
    };
    UsageStep: {
      /** @description The beginning of the step. */
      at: number;
      /** @description The value; null for the whole organization, and for what has none or was counted together. */
      of: string | null;
      /** @description Sessions that began. */
      sessions: number;
      /** @description Time in which sessions were heard from; a silence counts at most as long as a session's lease. */
      seconds: number;
      /** @description Media bytes sent by the gateway. */
      bytes: number;
      /** @description Requests under sessions. */
      requests: number;
      /** @description Refusals with a reference of their own. */
      refused: number;
    };
    UsageTotals: {
      /** @description Sessions that began. */
      sessions: number;
      /** @description Time in which sessions were heard from; a silence counts at most as long as a session's lease. */
      seconds: number;
      /** @description Media bytes sent by the gateway. */
      bytes: number;
      /** @description Requests under sessions. */
      requests: number;
      /** @description Refusals with a reference of their own. */
      refused: number;
    };
    UserErasure: {
      /** @description Tokens; none of them opens anything again. */
      tokens: number;
      sessions: number;
      decisions: number;
      /** @description Hours and days of usage under their name; the sums of the organization stay. */
      usage: number;
      /** @description Webhook deliveries that tell of them. */
      deliveries: number;
      /** @description Rules about them that cover nothing any more. One that bars them in future stays. */
      revocations: number;
      /** @description Entries of the audit log that lost their details; the chain stays whole. */
      audit: number;
    };
    Webhook: {
      id: string;
      url: string;
      events: ("token.used" | "session.started" | "session.ended" | "access.refused" | "token.revoked")[];
      /** @description Only events of these applications; null: of the whole organization. */
      applications: string[] | null;
      description: string | null;
      enabled: boolean;
      /**
       * @description `gone`: its receiver answered 410. `failing`: nothing but failures for five days.
       * @enum {string|null}
       */
      disabled_reason: "gone" | "failing" | null;
      /** @description When the server switched it off. */
      disabled_at: number | null;
      /** @description May connect to private addresses. Only a key with the scope `installation` gives this leave. */
      allow_private: boolean;
      /** @description Until then deliveries are signed with the secret before the last rotation as well. */
      previous_secret_until: number | null;
      created_at: number;
      /** @description Id of the API key that made it; `local` on the machine itself. */
      created_by: string;
      updated_at: number;
      version: number;
      /** @description The first failure since the last success; null while the last attempt was a success. */
      failing_since: number | null;
      last_success_at: number | null;
      last_failure_at: number | null;
    };
    WebhookGrant: {
      /** @description Where events are sent to. Without user name and password. */
      url: string;
      /** @description What it hears of; docs/webhooks.md lists them. */
      events: ("token.used" | "session.started" | "session.ended" | "access.refused" | "token.revoked")[];
      /** @description Only events of these applications; null: of the whole organization. */
      applications?: string[] | null;
      description?: string | null;
      /** @description Default true. */
      enabled?: boolean;
      /** @description May connect to private addresses. Only a key with the scope `installation` gives this leave. */
      allow_private?: boolean;
    };
    /** @description What is left out stays. */
    WebhookPatch: {
      /** @description Where events are sent to. Without user name and password. */
      url?: string;
      /** @description What it hears of; docs/webhooks.md lists them. */
      events?: ("token.used" | "session.started" | "session.ended" | "access.refused" | "token.revoked")[];
      /** @description Only events of these applications; null: of the whole organization. */
      applications?: string[] | null;
      description?: string | null;
      /** @description Default true. */
      enabled?: boolean;
      /** @description May connect to private addresses. Only a key with the scope `installation` gives this leave. */
      allow_private?: boolean;
    };
    WebhookReplay: {
      /** @description Unix seconds: what was made then or later. */
      since: number;
    };
    WebhookReplayed: {
      /** @description Deliveries that are pending again. */
      count: number;
      /** @description True: the backlog had no room for all; ask again later. */
      more: boolean;
    };
    WebhookRotation: {
      /**
       * @description So long deliveries are signed with the secret before as well: at most 7 days.
       * @default 86400
       */
      overlap_seconds?: number;
    };
    WebhookTest: {
      delivered: boolean;
      /** @description The receiver's HTTP status; null: no answer. */
      status: number | null;
      duration_ms: number;
      error: string | null;
    };
    /** @description The caller's own key; for the owner of the data folder, who needs none, what stands in its place. */
    WhoAmI: {
      /** @description Its code. */
      organization: string;
      /** @description Public: the beginning of the key's text. */
      id: string;
      name: string;
      scopes: string[];
      /** @description Only what belongs to these applications; null: the whole organization. */
      applications: string[] | null;
      actions: ("play" | "publish")[];
      /** @description Longest life of a token it makes; null: any, also for ever. */
      longest_ttl_seconds: number | null;
      /** @description Unix seconds; null: it works until it is removed. */
      expires_at: number | null;
      /** @description When the text before the last rotation stops working; null: there is none. */
      previous_until: number | null;
      created_at: number | null;
      created_by: string | null;
      last_used_at: number | null;
      version: number | null;
    };
  };
  responses: {
    /** @description `request-malformed`: The request cannot be read: no JSON, or an address that is badly encoded. */
    Problem400: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 400;
          /** @enum {unknown} */
          reason?: "request-malformed";
        };
      };
    };
    /** @description `api-key-missing`: No API key was sent. `api-key-unknown`: The API key is wrong, expired or removed. */
    Problem401: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 401;
          /** @enum {unknown} */
          reason?: "api-key-missing" | "api-key-unknown";
        };
      };
    };
    /** @description `not-permitted`: The API key lacks the scope, or may not do this for this application, action or lifetime. */
    Problem403: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 403;
          /** @enum {unknown} */
          reason?: "not-permitted";
        };
      };
    };
    /** @description `not-found`: There is no such thing in the key's organization. */
    Problem404: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 404;
          /** @enum {unknown} */
          reason?: "not-found";
        };
      };
    };
    /** @description `name-taken`: The organization has something under this name already. `name-reserved`: A word of Sluice's own routes, or a name that is not free on this host. `declared-in-file`: The configuration file declares it: change it there, at the file and line that the detail names. `state-conflict`: It cannot be done in the state the thing is in. */
    Problem409: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 409;
          /** @enum {unknown} */
          reason?: "name-taken" | "name-reserved" | "declared-in-file" | "state-conflict";
        };
      };
    };
    /** @description `version-stale`: If-Match names an older version: somebody else was faster. Read it again. */
    Problem412: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 412;
          /** @enum {unknown} */
          reason?: "version-stale";
        };
      };
    };
    /** @description `body-too-large`: The body is larger than the route takes. */
    Problem413: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 413;
          /** @enum {unknown} */
          reason?: "body-too-large";
        };
      };
    };
    /** @description `body-type-unsupported`: The body is not application/json. */
    Problem415: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 415;
          /** @enum {unknown} */
          reason?: "body-type-unsupported";
        };
      };
    };
    /** @description `request-invalid`: Fields are unknown, wrong or contradict each other: `errors` names each. `confirmation-needed`: A command of wide effect wants the organization's code in `confirm`. `idempotency-key-reused`: The same Idempotency-Key came with another request. `file-unusable`: The file is damaged, was written by a newer Sluice, or belongs to another master key. */
    Problem422: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 422;
          /** @enum {unknown} */
          reason?: "request-invalid" | "confirmation-needed" | "idempotency-key-reused" | "file-unusable";
        };
      };
    };
    /** @description `too-many-guesses`: Too many wrong keys came from this address; `Retry-After` says when to try again. */
    Problem429: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        "Retry-After": components["headers"]["Retry-After"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 429;
          /** @enum {unknown} */
          reason?: "too-many-guesses";
        };
      };
    };
    /** @description `internal-error`: Something broke; it is in the server's log under the reference. */
    Problem500: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 500;
          /** @enum {unknown} */
          reason?: "internal-error";
        };
      };
    };
    /** @description `store-unavailable`: The database cannot be read or written now; nothing was changed. */
    Problem503: {
      headers: {
        "Sluice-Ref": components["headers"]["Sluice-Ref"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @constant */
          status?: 503;
          /** @enum {unknown} */
          reason?: "store-unavailable";
        };
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description The reference of the problem's line in the server's log. */
    "Sluice-Ref": string;
    /** @description Seconds to wait. */
    "Retry-After": number;
    /** @description How to send the key. */
    "WWW-Authenticate": string;
    /** @description The version of what was answered, for `If-Match`. */
    ETag: string;
    /** @description `true`: made by an earlier request with the same `Idempotency-Key`. */
    "Idempotent-Replayed": "true";
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  readHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
      /** @description The database cannot be read, so nobody is let in. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["HealthFault"];
        };
      };
    };
  };
  readOpenApiDocument: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description An OpenAPI document. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  readMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Prometheus' text format. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  delegateToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChildGrant"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedToken"];
        };
      };
      400: components["responses"]["Problem400"];
      /** @description The token that was shown is refused: see the reasons of docs/deny-reasons.md. */
      401: {
        headers: {
          "Sluice-Ref": components["headers"]["Sluice-Ref"];
          "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Refusal"];
        };
      };
      /** @description The token that was shown is refused: see the reasons of docs/deny-reasons.md. */
      403: {
        headers: {
          "Sluice-Ref": components["headers"]["Sluice-Ref"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Refusal"];
        };
      };
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      /** @description The token that was shown is refused: see the reasons of docs/deny-reasons.md. */
      429: {
        headers: {
          "Sluice-Ref": components["headers"]["Sluice-Ref"];
          "Retry-After": components["headers"]["Retry-After"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Refusal"];
        };
      };
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listTokens: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
        user?: string;
        tag?: string;
        /** @description Tokens that name this stream. */
        stream?: string;
        /** @description Tokens for this group. */
        group?: string;
        /** @description Tokens that name a stream of this application. */
        application?: string;
        /** @description As it was made; `totp`: what a subscriber's codes open, `hash`: what Ant Media's hash opens, both since their first session. */
        kind?: "one-time" | "access" | "jwt" | "cat" | "totp" | "hash";
        action?: "play" | "publish";
        status?: components["schemas"]["TokenStatus"];
        /** @description Tokens that the API key with this id has made, or that the token key has signed. */
        key?: string;
        /** @description The token with this id inside its text (`jti`, `cti`). */
        jti?: string;
        /** @description Tokens that were made from the token with this id. */
        parent?: string;
        /** @description Unix seconds: made then or later. */
        since?: number;
        /** @description Unix seconds: made before then. */
        until?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Token"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same body makes the tokens once: within 24 hours it answers them again, with `Idempotent-Replayed: true`. With another body it is refused (422). */
        "idempotency-key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TokenGrant"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedToken"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createTokens: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same body makes the tokens once: within 24 hours it answers them again, with `Idempotent-Replayed: true`. With another body it is refused (422). */
        "idempotency-key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TokenBatch"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedTokens"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Token"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  revokeToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  updateToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TokenPatch"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Token"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  suspendToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Token"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  resumeToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Token"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  inspectToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Inspect"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Inspected"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  check: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Check"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Checked"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  explain: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Explain"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Explained"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listRevocations: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Revocation"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  revoke: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RevocationOrder"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RevocationDryRun"];
        };
      };
      /** @description Made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Revocation"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readRevocation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Revocation"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  undoRevocation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listSessions: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
        /** @description A token's id. */
        token?: string;
        user?: string;
        tag?: string;
        stream?: string;
        group?: string;
        application?: string;
        /** @description The address at the start. */
        ip?: string;
        door?: components["schemas"]["Door"];
        /** @description The media server that carries it, as it is called in the configuration. */
        server?: string;
        status?: "live" | "ended";
        /** @description Unix seconds: begun then or later. */
        since?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Session"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Session"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  endSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listDecisions: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
        user?: string;
        /** @description As it was asked for; as it is registered, where it was found. */
        stream?: string;
        ip?: string;
        reason?: components["schemas"]["DenyReason"];
        allowed?: "true" | "false";
        /** @description A token's id. */
        token?: string;
        session?: string;
        /** @description Unix seconds: then or later. */
        since?: number;
        /** @description Unix seconds: before then. */
        until?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Decision"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readDecision: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Decision"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listApplications: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Application"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createApplication: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewApplication"];
      };
    };
    responses: {
      /** @description What is in force, defaults included. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Application"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readApplication: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What is in force, defaults included. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApplicationReading"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  deleteApplication: {
    parameters: {
      query?: {
        /** @description `true`: with its registered streams, and whoever publishes or plays one. */
        force?: "true" | "false";
      };
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  updateApplication: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ApplicationPatch"];
      };
    };
    responses: {
      /** @description What is in force, defaults included. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Application"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listStreams: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. */
        cursor?: string;
        application?: string;
        group?: string;
        kind?: "live" | "vod";
        alias?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Stream"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createStream: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewStream"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Stream"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description `application/id` with the slashes as `%2F` (plain ones work, too), an alias, or an id that only one stream has. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Stream"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  deleteStream: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        /** @description `application/id` with the slashes as `%2F` (plain ones work, too), an alias, or an id that only one stream has. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  updateStream: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        /** @description `application/id` with the slashes as `%2F` (plain ones work, too), an alias, or an id that only one stream has. */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["StreamPatch"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Stream"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readEmbedCode: {
    parameters: {
      query?: {
        /** @description `sluice`: the player's own element. `iframe`: a frame. Else the code of that system's player. */
        form?: "sluice" | "iframe" | "flowplayer" | "nanostream";
        /** @description Sites whose pages may show it, with commas: `example.com,*.example.org`. Left out: any. */
        domains?: string;
        /** @description Life of the token in the code. Left out: 48 hours, as far as the API key may. */
        ttl_seconds?: number;
      };
      header?: never;
      path: {
        /** @description `application/id` with the slashes as `%2F` (plain ones work, too), an alias, or an id that only one stream has. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EmbedCode"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listGroups: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Group"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createGroup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewGroup"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Group"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readGroup: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Group"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  deleteGroup: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  updateGroup: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["GroupPatch"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Group"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listOrganizations: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Organization"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewOrganization"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedOrganization"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Organization"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  deleteOrganization: {
    parameters: {
      query?: {
        /** @description The organization's code once more. */
        confirm?: string;
      };
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  updateOrganization: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OrganizationPatch"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Organization"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listApiKeys: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["ApiKey"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ApiKeyGrant"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["IssuedApiKey"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApiKey"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  deleteApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  updateApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ApiKeyPatch"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApiKey"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  rotateApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ApiKeyRotation"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["IssuedApiKey"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listKeys: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["TokenKey"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TokenKeyGrant"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["IssuedTokenKey"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokenKey"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  deleteKey: {
    parameters: {
      query?: {
        /** @description `true`: removes a key that has retired, so that its kid is free again. */
        forget?: "true" | "false";
      };
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  updateKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TokenKeyPatch"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokenKey"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  rotateKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TokenKeyRotation"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["IssuedTokenKey"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readUsage: {
    parameters: {
      query?: {
        /** @description What to keep apart. Without it: the whole organization. */
        by?: "application" | "stream" | "user" | "tag";
        /** @description One value of `by`: `demo/clip`, a user, a tag. Without it: all of them. */
        of?: string;
        /** @description Length of a step; steps begin at whole hours and days of UTC. */
        step?: "hour" | "day";
        /** @description Unix seconds; the step that it is in belongs to the series. Default: 24 hours, or 30 days, before `to`. */
        from?: number;
        /** @description Unix seconds; the last moment is the one before. Default: now. */
        to?: number;
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UsageSeries"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  eraseUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description As tokens name them. */
        user: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserErasure"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  backup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The database in one file. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/vnd.sqlite3": unknown;
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readRetention: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Retention"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listServers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Servers"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  whoAmI: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The caller's own key; for the owner of the data folder, who needs none, what stands in its place. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WhoAmI"];
        };
      };
      401: components["responses"]["Problem401"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listWebhooks: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Webhook"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["WebhookGrant"];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["IssuedWebhook"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  deleteWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  updateWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["WebhookPatch"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  rotateWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what was read: 412 when it has changed since. Left out: whatever it is now. */
        "if-match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["WebhookRotation"];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["IssuedWebhook"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      412: components["responses"]["Problem412"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  testWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookTest"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listDeliveries: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
        status?: "pending" | "delivered" | "failed" | "dropped";
        event?: "token.used" | "session.started" | "session.ended" | "access.refused" | "token.revoked";
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Delivery"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        delivery: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryDetails"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  replayDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        delivery: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It will be done. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryDetails"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  replayFailedDeliveries: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["WebhookReplay"];
      };
    };
    responses: {
      /** @description It will be done. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookReplayed"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listAudit: {
    parameters: {
      query?: {
        /** @description Items on one page, 1 to 200. */
        limit?: number;
        /** @description `next` of the page before. A page may hold fewer items than `limit` and still have a `next`. */
        cursor?: string;
        /** @description Who: id of an API key, `local`, `file` or `system`. */
        actor?: string;
        /** @description What: `token.create`, `api-key.rotate` … */
        action?: string;
        /** @description Id of what was changed. */
        subject?: string;
        /** @description The viewer whom the change concerned. */
        user?: string;
        /** @description Unix seconds: from then on. */
        since?: number;
        /** @description Unix seconds: before then. */
        until?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["AuditEntry"][];
            /** @description The cursor of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readAuditEntry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditEntry"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["Problem404"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  exportAudit: {
    parameters: {
      query?: {
        /** @description Entries behind this number. */
        after?: number;
        /** @description Unix seconds: from the first entry of then on. */
        since?: number;
        /** @description At most so many; left out: all of them. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One entry a line. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/x-ndjson": string;
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  verifyAudit: {
    parameters: {
      query?: {
        /** @description An entry that was kept elsewhere, as `number:hash`: 42:9f86d0… */
        noted?: string;
        /** @description Another organization's log, with the scope `installation`. Left out: the key's own. */
        organization?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditVerification"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  restore: {
    parameters: {
      query?: {
        /** @description True: the file may be a copy of another database, which is then taken as it is. */
        other_history?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A file that `GET /v1/backup` gave, byte for byte. */
    requestBody: {
      content: {
        "application/vnd.sqlite3": unknown;
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Restored"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      413: components["responses"]["Problem413"];
      415: components["responses"]["Problem415"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
}
