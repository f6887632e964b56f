import type { TestServer } from "../support/sluice.ts";
import { rawRequest } from "./raw-request.ts";

/** Credentials by the name that the refusal tables call them by: `{good}`, `{expired}`, … */
export type NamedCredentials = Readonly<Record<string, string>>;

const HOUR_SECONDS = 3600;

/** Makes one credential of each kind on a server. All open everything but for what their name says. */
export async function mintNamedCredentials(server: TestServer): Promise<NamedCredentials> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const token = async (grant: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    (await server.mint({ kind: "access", target: { organization: true }, ...grant })).token;
  const good = await token();
  const last = good.endsWith("a") ? "b" : "a";
  return {
    good,
    "also-good": await token(),
    "wrong-secret": good.slice(0, -1) + last,
    "id-only": good.slice(0, 15),
    "unknown-id": `st_${"0".repeat(38)}`,
    expired: await token({ expires_at: nowSeconds - HOUR_SECONDS }),
    "not-yet-valid": await token({ not_before: nowSeconds + HOUR_SECONDS }),
    "foreign-stream": await token({ target: { streams: ["demo/live"] } }),
    publish: await token({ action: "publish" }),
    revoked: await revokedToken(server, await token()),
    "one-network": await token({ ip: ["192.0.2.0/24"] }),
    "one-domain": await token({ domains: ["example.com"] }),
    "all-subdomains": await token({ domains: ["*.example.com"] }),
    ...(await openHandles(server, good)),
  };
}

async function revokedToken(server: TestServer, token: string): Promise<string> {
  const { status } = await server.api("DELETE", `/v1/tokens/${token}`);
  if (status !== 204) throw new Error(`revoking answered ${status}`);
  return token;
}

/** Handles of running sessions, and damaged ones. */
async function openHandles(server: TestServer, token: string): Promise<NamedCredentials> {
  const handle = await handleOf(server, token, "files/clip");
  const flipped = handle.slice(0, 20) + (handle[20] === "A" ? "B" : "A") + handle.slice(21);
  return {
    handle,
    "handle-of-other": await handleOf(server, token, "files/other"),
    "handle-flipped": flipped,
    "handle-cut": handle.slice(0, -1),
  };
}

/** Opens a session of a stream and answers its handle. */
export async function handleOf(
  server: TestServer,
  token: string,
  stream: string,
  from = "127.0.0.1",
): Promise<string> {
  const { status, body } = await rawRequest(server.url, {
    target: `/${stream}/index.m3u8?token=${token}`,
    from,
  });
  const handle = /\/s\/([\w-]{62})\//.exec(body)?.[1];
  if (handle === undefined) throw new Error(`no session: ${status} ${body.slice(0, 200)}`);
  return handle;
}

/**
 * Puts credentials where a table names them, and long texts where it says `{20480 x a}`. Throws for a name that
 * nobody has made, so that no case passes by a typing mistake.
 */
export function fillIn(text: string, credentials: NamedCredentials): string {
  return text
    .replace(/\{(\d+) x ([^}]+)\}/g, (_, count: string, part: string) => part.repeat(Number(count)))
    .replace(/\{([a-z-]+)\}/g, (_, name: string) => {
      const credential = credentials[name];
      if (credential === undefined) throw new Error(`no credential is called ${name}`);
      return credential;
    });
}
