import { type TokenStatus, tokenStatuses } from "@sluice/policy";
import { type CryptoProvider, Secret } from "@sluice/token";
import { readAncestors } from "../../access/ancestors.ts";
import { createOrganizationOf } from "../../access/organization-of.ts";
import type { KeyDirectory } from "../../keys/key-directory.ts";
import type { Store } from "../../store/store.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import { type FindTokenDependencies, viewToken } from "./read-tokens.ts";
import { tokenIdOf } from "./token-id.ts";

export interface StatusOfTextDependencies extends FindTokenDependencies {
  readonly store: Pick<Store, "token" | "isCovered">;
  readonly crypto: CryptoProvider;
  readonly tokenKeys: Pick<KeyDirectory, "organizations" | "of" | "keyById">;
}

/**
 * What the token with this text is by now, whosever it is; undefined for a text that no record and no key of anybody vouches
 * for. What it was delegated from counts, too. Writes nothing, and asks no key server.
 */
export async function statusOfText(
  dependencies: StatusOfTextDependencies,
  text: string,
): Promise<TokenStatus | undefined> {
  const { signedTokens, nowMilliseconds } = dependencies;
  const nowSeconds = Math.floor(nowMilliseconds() / 1000);
  const organizationOf = createOrganizationOf({
    ...dependencies,
    refreshKeys: async () => false,
  });
  const token = new Secret(text);
  const organization = await organizationOf({ kind: "bearer", token }, () => false, nowSeconds);
  if (organization === undefined) return undefined;
  const id = tokenIdOf(text);
  if (id !== undefined) return statusOf(dependencies, await dependencies.store.token(id));
  const found = await signedTokens.identify(organization, token, nowSeconds);
  // A record never prolongs its text.
  const end = found?.proven.claims.expiresAtSeconds;
  const status = await statusOf(dependencies, found?.stored ?? found?.draft);
  return end !== undefined && end <= nowSeconds ? firstOf([status, "expired"]) : status;
}

async function statusOf(
  dependencies: StatusOfTextDependencies,
  token: TokenRecord | undefined,
): Promise<TokenStatus | undefined> {
  const ancestors = token && (await readAncestors(dependencies.store, token));
  if (!token) return undefined;
  if (!ancestors) return "revoked";
  const views = await Promise.all([token, ...ancestors].map(one => viewToken(dependencies, one)));
  return firstOf(views.map(({ status }) => status));
}

/** The one that is told first. */
function firstOf(statuses: readonly (TokenStatus | undefined)[]): TokenStatus | undefined {
  return tokenStatuses.find(status => statuses.includes(status));
}
