import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "vitest";
import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";

const run = promisify(execFile);

/** The curl line of Ant Media's documentation, with the gaps that it leaves. */
export const MINT_LINE =
  "curl -X 'GET' 'https://IP-address-or-domain:5443/Application_Name/rest/v2/broadcasts/streamId/token?expireDate=Expire_Date&type=play' -H 'accept: application/json'";
const HOST = "https://IP-address-or-domain:5443";

/** A token as `getTokenV2` answers it. */
export interface AntmediaToken {
  readonly tokenId: string;
  readonly streamId: string;
  readonly expireDate: number;
  readonly type: string;
}

/** What is minted. */
export interface Wish {
  /** `application/stream`. */
  readonly stream: string;
  readonly type: "play" | "publish";
  /** Seconds from now. Default: an hour. */
  readonly seconds?: number;
}

/** Mints by the line as it is written: the gaps are filled in, and the one header is added that a key needs here. */
export async function mintByCurl(
  server: TestServer,
  { stream, type, seconds = 3600 }: Wish,
): Promise<string> {
  const [application = "", id = ""] = stream.split("/");
  const line = MINT_LINE.replace(HOST, server.url)
    .replace("Application_Name", application)
    .replace("streamId", id)
    .replace("Expire_Date", String(Math.floor(Date.now() / 1000) + seconds))
    .replace("type=play", `type=${type}`);
  const { stdout } = await run("sh", ["-c", `${line} -s -H 'Authorization: Bearer ${ADMIN_KEY}'`]);
  const token = JSON.parse(stdout) as AntmediaToken;
  expect(token).toMatchObject({ streamId: id, type });
  return token.tokenId;
}

/** A call of the REST API of an application, below `/{app}/rest/v2/broadcasts/`. */
export async function callRest(
  server: TestServer,
  method: string,
  application: string,
  path: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${server.url}/${application}/rest/v2/broadcasts/${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
  });
  return { status: response.status, body: await response.json() };
}

/** The public ids of a stream's tokens that are not spent, as `listTokensV2` has them. */
export async function unspentTokens(server: TestServer, stream: string): Promise<readonly string[]> {
  const [application = "", id = ""] = stream.split("/");
  const { status, body } = await callRest(server, "GET", application, `${id}/tokens/list/0/50`);
  expect(status).toBe(200);
  return (body as readonly AntmediaToken[]).map(({ tokenId }) => tokenId);
}
