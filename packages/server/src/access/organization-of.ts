import {
  type CryptoProvider,
  hashOpaqueSecret,
  openToken,
  referenceFormatOf,
  type Secret,
} from "@sluice/token";
import type { KeyDirectory } from "../keys/key-directory.ts";
import type { RecordStore } from "../store/store.ts";
import type { TokenKeyRecord } from "../store/token-keys.ts";
import type { Credential } from "./credential.ts";
import type { SignedTokens } from "./signed/signed-tokens.ts";

/** Tenants whose keys are tried for one text, those first that have what is asked for. */
const TENANTS_LIMIT = 64;

export interface OrganizationOfDependencies {
  readonly store: Pick<RecordStore, "token">;
  readonly crypto: CryptoProvider;
  readonly signedTokens: Pick<SignedTokens, "identify">;
  readonly tokenKeys: Pick<KeyDirectory, "organizations" | "of" | "keyById">;
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
  dependencies: OrganizationOfDependencies,
  { text, hasIt, nowSeconds }: { text: Secret; hasIt: (organization: string) => boolean; nowSeconds: number },
): Promise<string | undefined> {
  const { signedTokens, tokenKeys, refreshKeys } = dependencies;
  const tenants = namedFirst(tokenKeys, text);
  const having = tenants.filter(hasIt).slice(0, TENANTS_LIMIT);
  const others = tenants.filter(tenant => !hasIt(tenant)).slice(0, TENANTS_LIMIT - having.length);
  for (const asked of [having, others]) {
    const owner = await voucherAmong(dependencies, asked, text, nowSeconds);
    if (owner !== undefined) return owner;
  }
  // Whoever has what is asked for may have begun to sign with its next key.
  const [likeliest] = tokenKeys.organizations().filter(hasIt);
  if (likeliest === undefined || !(await refreshKeys(likeliest, undefined))) return undefined;
  return (await signedTokens.identify(likeliest, text, nowSeconds)) && likeliest;
}

/** Every tenant, those with a key of the text's kid before all others. */
function namedFirst(tokenKeys: OrganizationOfDependencies["tokenKeys"], text: Secret): readonly string[] {
  const tenants = tokenKeys.organizations();
  const opened = openToken(text.expose());
  const kid = "kid" in opened ? opened.kid : undefined;
  if (kid === undefined) return tenants;
  const named = new Set(tenants.filter(tenant => tokenKeys.of(tenant).some(key => key.kid === kid)));
  return [...named, ...tenants.filter(tenant => !named.has(tenant))];
}

/**
 * Which of these tenants the text is from. Anybody may import a public key, under its kid: who made the key here, and alone can
 * sign with it, comes before all who imported it, and of those who was the first.
 */
async function voucherAmong(
  { signedTokens, tokenKeys }: OrganizationOfDependencies,
  tenants: readonly string[],
  text: Secret,
  nowSeconds: number,
): Promise<string | undefined> {
  let first: { readonly tenant: string; readonly key: TokenKeyRecord } | undefined;
  for (const tenant of tenants) {
    const found = await signedTokens.identify(tenant, text, nowSeconds);
    const key = found && tokenKeys.keyById(tenant, found.proven.key.id);
    if (!key) continue;
    if (key.source === "created") return tenant;
    if (first === undefined || key.createdAtSeconds < first.key.createdAtSeconds) first = { tenant, key };
  }
  return first && (makerOf(tokenKeys, tenants, first.key) ?? first.tenant);
}

/** Who made an imported key here: when it has retired there, its tokens open nothing, and are not handed over to who imported it. */
function makerOf(
  tokenKeys: OrganizationOfDependencies["tokenKeys"],
  tenants: readonly string[],
  { publicJwk: imported }: TokenKeyRecord,
): string | undefined {
  const isSame = ({ source, publicJwk: made }: TokenKeyRecord) =>
    source === "created" &&
    made !== undefined &&
    (["kty", "crv", "x", "y", "n", "e"] as const).every(member => made[member] === imported?.[member]);
  return imported && tenants.find(tenant => tokenKeys.of(tenant).some(isSame));
}
