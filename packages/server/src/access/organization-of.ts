import { type CryptoProvider, hashOpaqueSecret, referenceFormatOf, type Secret } from "@sluice/token";
import type { RecordStore } from "../store/store.ts";
import type { Credential } from "./credential.ts";
import type { SignedTokens } from "./signed/signed-tokens.ts";

/** Tenants whose keys are tried for one text, those first that have what is asked for. */
const TENANTS_LIMIT = 64;

export interface OrganizationOfDependencies {
  readonly store: Pick<RecordStore, "token">;
  readonly crypto: CryptoProvider;
  readonly signedTokens: Pick<SignedTokens, "identify">;
  /** Every organization that has had a key. */
  readonly organizations: () => readonly string[];
  /** Looks for newer keys, seldom; true when some came. */
  readonly refreshKeys: (organization: string, application: string | undefined) => Promise<boolean>;
}

/**
 * The tenant that a credential belongs to, for addresses that name no application: whose record it is, or whose key
 * vouches for it. Undefined: nobody's. Says nothing of whether it opens anything, and writes nothing.
 */
export type OrganizationOf = (
  credential: Credential,
  /** True for a tenant that has something of the name that is asked for. */
  hasIt: (organization: string) => boolean,
  nowSeconds: number,
) => Promise<string | undefined>;

export function createOrganizationOf(dependencies: OrganizationOfDependencies): OrganizationOf {
  return async (credential, hasIt, nowSeconds) => {
    for (const text of textsOf(credential)) {
      const owner = referenceFormatOf(text.expose())
        ? await ownerOfReference(dependencies, text)
        : await ownerOfSigned(dependencies, { text, hasIt, nowSeconds });
      if (owner !== undefined) return owner;
    }
    return undefined;
  };
}

function textsOf(credential: Credential): readonly Secret[] {
  if (credential.kind === "bearer") return [credential.token];
  return credential.kind === "several" ? credential.tokens : [];
}

async function ownerOfReference(
  { store, crypto }: OrganizationOfDependencies,
  text: Secret,
): Promise<string | undefined> {
  const raw = text.expose();
  const opened = referenceFormatOf(raw)?.open(raw);
  const record = opened && (await store.token(opened.id));
  if (!record || !crypto.equal(hashOpaqueSecret(crypto, opened.secret), record.secretHash)) return undefined;
  return record.organization;
}

async function ownerOfSigned(
  { signedTokens, organizations, refreshKeys }: OrganizationOfDependencies,
  { text, hasIt, nowSeconds }: { text: Secret; hasIt: (organization: string) => boolean; nowSeconds: number },
): Promise<string | undefined> {
  const tenants = organizations();
  const ranked = [...tenants.filter(hasIt), ...tenants.filter(tenant => !hasIt(tenant))];
  for (const tenant of ranked.slice(0, TENANTS_LIMIT)) {
    if (await signedTokens.identify(tenant, text, nowSeconds)) return tenant;
  }
  // Whoever has what is asked for may have begun to sign with its next key.
  const [likeliest] = tenants.filter(hasIt);
  if (likeliest === undefined || !(await refreshKeys(likeliest, undefined))) return undefined;
  return (await signedTokens.identify(likeliest, text, nowSeconds)) && likeliest;
}
