import { createServer, type IncomingHttpHeaders } from "node:http";
import { Secret } from "@sluice/token";
import { afterEach, describe, expect, test } from "vitest";
import type { HttpCredential } from "../../declarations/declaration.ts";
import { httpOrigin } from "./http.ts";
import { credentialHeaders } from "./http-credential.ts";
import type { OriginReply } from "./origin.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const cdnSecret: HttpCredential = { scheme: "bearer", token: new Secret("cdn-secret-of-mediamtx") };
const reader: HttpCredential = {
  scheme: "basic",
  user: new Secret("Aladdin"),
  password: new Secret("open sesame"),
};

/** An origin that answers only who proves himself, and lets `/moved/` go elsewhere. */
async function serve(
  accepted: string,
  elsewhere = "",
): Promise<{ url: string; seen: IncomingHttpHeaders[] }> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    if (request.url?.startsWith("/moved/")) {
      response.writeHead(302, { location: `${elsewhere}/live/index.m3u8` }).end();
    } else if (request.headers.authorization !== accepted) response.writeHead(401).end();
    else response.writeHead(200, { "content-type": "application/vnd.apple.mpegurl" }).end("#EXTM3U");
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`, seen };
}

function open(url: string, credential: HttpCredential | undefined, path: string): Promise<OriginReply> {
  const origin = httpOrigin({ url, credential, allowPrivate: true, byOperator: true });
  closers.push(() => origin.close());
  return origin.open({ method: "GET", path, signal: AbortSignal.timeout(5_000) });
}

describe("how Sluice proves itself to an HTTP origin", () => {
  test("is Basic in UTF-8 for a user (RFC 7617), and Bearer for a secret, as MediaMTX takes hlsCDNSecret", () => {
    expect(credentialHeaders(reader)).toEqual({ authorization: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" });
    const pound: HttpCredential = { ...reader, user: new Secret("test"), password: new Secret("123\u00a3") };
    expect(credentialHeaders(pound)).toEqual({ authorization: "Basic dGVzdDoxMjPCow==" });
    expect(credentialHeaders(cdnSecret)).toEqual({ authorization: "Bearer cdn-secret-of-mediamtx" });
    expect(credentialHeaders(undefined)).toEqual({});
  });

  test.each([
    ["Bearer cdn-secret-of-mediamtx", cdnSecret],
    ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", reader],
  ])("lets it in where %s is asked for, and nobody else", async (accepted, credential) => {
    const { url } = await serve(accepted);
    expect(await open(url, credential, "live/index.m3u8")).toMatchObject({ status: 200 });
    const refused = { outcome: "unavailable", reason: "origin-error", detail: "status 401" };
    expect(await open(url, undefined, "live/index.m3u8")).toEqual(refused);
  });

  test.each([cdnSecret, reader])("does not go along with a redirect to another host", async credential => {
    const other = await serve("");
    const { url, seen } = await serve("", other.url);
    await open(url, credential, "moved/index.m3u8");
    expect(seen[0]?.authorization).toBeDefined();
    expect(other.seen).toHaveLength(1);
    expect(other.seen[0]?.authorization).toBeUndefined();
  });
});
