import { expect } from "vitest";
import type { MintedToken } from "../support/sluice.ts";
import type { Reply } from "../support/viewer.ts";
import { sessionsOf } from "../support/viewer-token.ts";
import type { Site } from "./site.ts";

const WRITTEN_MILLISECONDS = 5_000;

/** Where the sessions of a token come from, as the API shows it. */
export async function addressesOf(site: Site, token: MintedToken): Promise<readonly unknown[]> {
  const sessions = await sessionsOf(site.server, token);
  return sessions.map(session => ("ip" in session ? session.ip : undefined));
}

/** The address in the decision of an answer, as the API shows it. */
export async function decidedAddress(site: Site, { headers }: Reply): Promise<unknown> {
  const decision = `/v1/decisions/${String(headers["sluice-ref"])}`;
  const { status, body } = await expect
    .poll(() => site.server.api("GET", decision), { timeout: WRITTEN_MILLISECONDS })
    .toMatchObject({ status: 200 })
    .then(() => site.server.api("GET", decision));
  expect(status).toBe(200);
  return body["ip"];
}
