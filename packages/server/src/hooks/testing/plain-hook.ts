import type { HookEvent, MediaServerHook } from "../media-server-hook.ts";

/** A media server that says in JSON exactly what it means, for tests of what stands behind the codecs. */
export const plainHook: MediaServerHook = {
  kind: "nginx-rtmp",
  asksAgainSeconds: 30,
  parse: ({ body }): HookEvent => JSON.parse(body.toString()),
  render: outcome => ({
    status: outcome.outcome === "refused" ? 403 : 200,
    contentType: "application/json",
    body: JSON.stringify(outcome),
  }),
};

/** The same as a server that signs: a body that holds the secret's text is signed by it. */
export const signingHook: MediaServerHook = {
  ...plainHook,
  kind: "ome",
  cutsByLifetime: true,
  judgeSignature: ({ body, server }) =>
    server.secrets.some(secret => body.includes(secret.expose())) ? "ok" : "caller-unknown",
  // What is not JSON is what the test writes behind it.
  parse: ({ body }): HookEvent => JSON.parse(body.toString().split("\n", 1)[0] ?? ""),
};
