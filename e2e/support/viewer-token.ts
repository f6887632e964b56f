import { expect } from "vitest";
import type { EntryName } from "./origin-media.ts";
import { entryFiles } from "./origin-media.ts";
import type { MintedToken, TestServer } from "./sluice.ts";
import { type Reply, sessionPath, type Viewer } from "./viewer.ts";

/** The entry address of a stream with a token: `/film/a/index.m3u8?token=…`. */
export function entryPath(stream: string, entry: EntryName, token: MintedToken): string {
  return `/${stream}/${entryFiles[entry]}?token=${token.token}`;
}

/** How often a token was used, as the API says it. */
export async function usesOf(server: TestServer, token: MintedToken): Promise<unknown> {
  const { status, body } = await server.api("GET", `/v1/tokens/${token.id}`);
  expect(status).toBe(200);
  return body.uses;
}

/** A session as the API lists it. */
export interface ListedSession {
  readonly id: string;
  readonly status: string;
  readonly end_reason: string | null;
}

/** The sessions that were made with a token, ended ones included; the newest first. */
export async function sessionsOf(server: TestServer, token: MintedToken): Promise<readonly ListedSession[]> {
  const { status, body } = await server.api("GET", `/v1/sessions?limit=200&token=${token.id}`);
  expect(status).toBe(200);
  return body.items as readonly ListedSession[];
}

/** The id of the one session of a token. */
export async function sessionOf(server: TestServer, token: MintedToken): Promise<string> {
  const [session, ...others] = await sessionsOf(server, token);
  expect(others).toEqual([]);
  if (!session) throw new Error(`no session of token ${token.id}`);
  return session.id;
}

/** True for an answer that lets a player in: a bootstrap manifest, or the redirect of an MP4. */
export function isAdmitted(reply: Reply): boolean {
  return reply.status === 302 || (reply.status === 200 && /\/s\/[\w-]+\//.test(reply.text));
}

/** Enters and says where the session is; the entry must be let in. */
export async function enter(viewer: Viewer, path: string): Promise<string> {
  const reply = await viewer.ask(path);
  expect(isAdmitted(reply), `${path.split("?")[0]} answered ${reply.status} ${reply.reason}`).toBe(true);
  return sessionPath(reply);
}

/** Expects that a token has not been touched, and that it opens its stream now, once. */
export async function expectUnspent(
  server: TestServer,
  viewer: Viewer,
  { token, path }: { token: MintedToken; path: string },
): Promise<void> {
  expect(await usesOf(server, token)).toBe(0);
  expect(await sessionsOf(server, token)).toEqual([]);
  const media = await viewer.ask(await enter(viewer, path));
  expect([200, 206]).toContain(media.status);
  expect(await usesOf(server, token)).toBe(1);
}
