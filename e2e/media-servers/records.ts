import type { MintedToken, TestServer } from "../support/sluice.ts";

/** A decision as the API lists it. */
export interface ListedDecision {
  readonly allowed: boolean;
  readonly reason: string | null;
  readonly door: string;
  readonly action: string;
  readonly stream: string | null;
  readonly ip: string | null;
}

/** A session of a media server's connection, as the API lists it. */
export interface ListedConnection {
  readonly id: string;
  readonly status: string;
  readonly end_reason: string | null;
  readonly action: string;
  readonly stream: string;
  readonly ip: string | null;
  readonly bytes: number;
  readonly server: string | null;
  readonly protocol: string | null;
  readonly connection: string | null;
}

/** Every decision about a stream of `live`, the newest first. */
export async function decisionsOf(sluice: TestServer, stream: string): Promise<readonly ListedDecision[]> {
  const { body } = await sluice.api("GET", `/v1/decisions?limit=50&stream=live/${stream}`);
  return body.items as readonly ListedDecision[];
}

/** Why the newest decision about a stream of `live` refused; null when it did not. */
export async function lastReason(sluice: TestServer, stream: string): Promise<string | null | undefined> {
  return (await decisionsOf(sluice, stream))[0]?.reason;
}

/** The sessions that a token has made, the newest first. */
export async function connectionsOf(
  sluice: TestServer,
  token: MintedToken,
): Promise<readonly ListedConnection[]> {
  const { body } = await sluice.api("GET", `/v1/sessions?limit=50&token=${token.id}`);
  return body.items as readonly ListedConnection[];
}
