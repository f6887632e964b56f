import { createHmac } from "node:crypto";
import type { TokenKeyRecord } from "../store/token-keys.ts";
import { blankTokenKey } from "./blank-token-key.ts";
import { MADE_BY_SETTING } from "./is-setting-key.ts";
import type { KeyDirectory } from "./key-directory.ts";
import { tokenKeyContext } from "./living-key.ts";
import type { Sealer } from "./seal.ts";

const ID_LENGTH = 12;

/** An application whose setting is a key. */
export interface KeyedApplication {
  readonly organization: string;
  readonly name: string;
  readonly antmedia: { readonly jwtStreamSecretKey: { expose(): string } | undefined };
}

/** What the keys of settings are made with. */
export interface SettingKeyDependencies {
  readonly tokenKeys: Pick<KeyDirectory, "put" | "remove">;
  readonly sealer: Pick<Sealer, "seal">;
  /** 32 bytes: a key's id says nothing of its secret. */
  readonly idKey: Uint8Array;
  /** Ends what was begun with tokens of a key that is gone. */
  readonly withdrawn: (id: string) => void;
}

/**
 * Keeps the directory in step with `jwtStreamSecretKey` of applications: each is an HS256 key of its application for the
 * claim map `antmedia`. It is in no database: its id comes from the secret, so that tokens and sessions of a secret that was
 * changed are over with it. Answers what takes over every application there is now.
 */
export function createSettingKeys(dependencies: SettingKeyDependencies) {
  const { tokenKeys } = dependencies;
  let known = new Map<string, TokenKeyRecord>();
  return (applications: Iterable<KeyedApplication>, nowSeconds: number): void => {
    const next = new Map<string, TokenKeyRecord>();
    for (const application of applications) {
      const text = application.antmedia.jwtStreamSecretKey?.expose();
      if (text === undefined) continue;
      const id = idOf(dependencies, application, text);
      next.set(id, known.get(id) ?? keyOf(dependencies, application, { id, text, nowSeconds }));
    }
    const gone = [...known.values()].filter(({ id }) => !next.has(id));
    for (const { organization, id } of gone) tokenKeys.remove(organization, id);
    for (const [id, record] of next) if (!known.has(id)) tokenKeys.put(record);
    known = next;
    for (const { id } of gone) dependencies.withdrawn(id);
  };
}

function idOf({ idKey }: SettingKeyDependencies, { organization, name }: KeyedApplication, text: string) {
  const parts = [organization, name, text].join("\0");
  return `key_${createHmac("sha256", idKey).update(parts).digest("hex").slice(0, ID_LENGTH)}`;
}

function keyOf(
  { sealer }: SettingKeyDependencies,
  { organization, name: application }: KeyedApplication,
  { id, text, nowSeconds }: { readonly id: string; readonly text: string; readonly nowSeconds: number },
): TokenKeyRecord {
  const jwk = { kty: "oct", k: Buffer.from(text, "utf8").toString("base64url"), alg: "HS256" };
  return {
    ...blankTokenKey,
    id,
    organization,
    name: `jwtStreamSecretKey of ${application}`,
    kid: id,
    algorithm: "HS256",
    source: "imported",
    sealedJwk: sealer.seal(JSON.stringify(jwk), tokenKeyContext(id)),
    claimMap: "antmedia",
    application,
    createdAtSeconds: nowSeconds,
    createdBy: MADE_BY_SETTING,
    version: 1,
    lastUsedAtSeconds: undefined,
    fetched: undefined,
  };
}
