import { createLastUses } from "../lib/last-uses.ts";
import type { TokenKeyRecord, TokenKeyStore } from "../store/token-keys.ts";
import { type ImportDependencies, type ImportedKeys, importTokenKey, type LivingKey } from "./living-key.ts";
import { createLivingRing, type LivingRing } from "./living-ring.ts";
import { nextTurnOf, tokenKeyStateAt } from "./token-key-state.ts";

/** Every token key of the installation, imported, as it is now. Whoever changes a key in the store tells it here. */
export interface KeyDirectory {
  /** The keys that vouch for tokens of this application; undefined: only those of the whole organization. */
  ringOf(organization: string, application: string | undefined, nowSeconds: number): LivingRing;
  /** The keys of all its applications: to tell which token a text is, whatever it opens. None without a kid. */
  ringOfAll(organization: string, nowSeconds: number): LivingRing;
  /**
   * An active key to sign with, by its id or kid; undefined for the name: the default key of the application, or else
   * of the organization. A key of an application is found for that application alone. Undefined: there is none.
   */
  signingKey(
    organization: string,
    idOrKid: string | undefined,
    application: string | undefined,
    nowSeconds: number,
  ): LivingKey | undefined;
  keyById(organization: string, id: string): TokenKeyRecord | undefined;
  /** What is set of a key, whatever its organization: for a key that a ring has answered. */
  factsOf(id: string): TokenKeyRecord | undefined;
  /** Every key of the organization, the first made first. */
  of(organization: string): readonly TokenKeyRecord[];
  /** Every organization that has had a key. */
  organizations(): readonly string[];
  /** The keys of a record as they were imported, and what is wrong with them. */
  importedOf(organization: string, id: string): ImportedKeys | undefined;
  /**
   * Grows with every change, and never has an older value again. What a schedule does is no change: whoever keeps
   * a verdict asks the ring whether the key is still in it.
   */
  revision(organization: string): number;
  /** Takes in a key that was made or changed; one that is older than what is known changes nothing. */
  put(record: TokenKeyRecord): void;
  remove(organization: string, id: string): void;
  removeOrganization(organization: string): void;
  noteUsed(id: string, nowSeconds: number): void;
  /** The last use that was noted here, Unix seconds. */
  lastUsedSeconds(id: string): number | undefined;
  /** Writes what is only in memory. */
  close(): Promise<void>;
}

const ALL = Symbol("all applications");

/** One organization's keys. */
interface Shelf {
  readonly entries: Map<string, { readonly record: TokenKeyRecord; readonly imported: ImportedKeys }>;
  /** By application; undefined: of the organization alone; ALL: of every application. */
  readonly rings: Map<string | undefined | typeof ALL, LivingRing>;
  /** The rings hold from this second on, and before that one. */
  from: number;
  until: number;
  revision: number;
}

/** What the directory stands on. */
export interface KeyDirectoryDependencies extends ImportDependencies {
  readonly store: Pick<TokenKeyStore, "recordTokenKeyUse">;
}

/** Imports every key, once. */
export function createKeyDirectory(
  dependencies: KeyDirectoryDependencies,
  records: readonly TokenKeyRecord[],
): KeyDirectory {
  const shelves = new Map<string, Shelf>();
  const uses = createLastUses((id, at) => dependencies.store.recordTokenKeyUse(id, at));
  const byId = new Map<string, TokenKeyRecord>();
  let changes = 0;
  const shelfOf = (organization: string): Shelf => {
    const known = shelves.get(organization);
    if (known) return known;
    const shelf = { entries: new Map(), rings: new Map(), from: 0, until: 0, revision: ++changes };
    shelves.set(organization, shelf);
    return shelf;
  };
  const changed = (shelf: Shelf): void => {
    shelf.until = shelf.from;
    shelf.revision = ++changes;
  };
  const shelfAt = (organization: string, nowSeconds: number): Shelf => {
    const shelf = shelfOf(organization);
    if (nowSeconds >= shelf.from && nowSeconds < shelf.until) return shelf;
    shelf.rings.clear();
    const turns = [...shelf.entries.values()].map(({ record }) => nextTurnOf(record, nowSeconds));
    shelf.from = nowSeconds;
    shelf.until = Math.min(Number.POSITIVE_INFINITY, ...turns);
    return shelf;
  };
  const ringIn = (shelf: Shelf, scope: string | undefined | typeof ALL, nowSeconds: number): LivingRing => {
    const known = shelf.rings.get(scope);
    if (known) return known;
    const reaches = ({ application }: TokenKeyRecord) =>
      scope === ALL || application === undefined || application === scope;
    const keys = livingKeys(shelf).filter(({ record }) => reaches(record));
    const ring = createLivingRing(keys, scope === ALL ? undefined : scope, nowSeconds);
    shelf.rings.set(scope, ring);
    return ring;
  };
  const directory: KeyDirectory = {
    ringOf(organization, application, nowSeconds) {
      const shelf = shelfAt(organization, nowSeconds);
      // Names that no key has share one ring: whoever asks may write any name.
      return ringIn(shelf, hasOwnKeys(shelf, application) ? application : undefined, nowSeconds);
    },
    ringOfAll: (organization, nowSeconds) => ringIn(shelfAt(organization, nowSeconds), ALL, nowSeconds),
    signingKey(organization, idOrKid, application, nowSeconds) {
      const keys =
        idOrKid === undefined
          ? directory.ringOf(organization, application, nowSeconds).select(undefined)
          : livingKeys(shelfOf(organization)).filter(({ record }) => isNamed(record, idOrKid));
      const key = keys.find(({ record }) => idOrKid !== undefined || record.role === "default");
      return key && maySign(key, application, nowSeconds) ? key : undefined;
    },
    keyById: (organization, id) => shelves.get(organization)?.entries.get(id)?.record,
    of: organization => [...(shelves.get(organization)?.entries.values() ?? [])].map(({ record }) => record),
    organizations: () => [...shelves.keys()],
    importedOf: (organization, id) => shelves.get(organization)?.entries.get(id)?.imported,
    factsOf: id => byId.get(id),
    revision: organization => shelfOf(organization).revision,
    put(record) {
      const shelf = shelfOf(record.organization);
      const known = shelf.entries.get(record.id);
      if ((known?.record.version ?? 0) > record.version) return;
      byId.set(record.id, record);
      // A set that was fetched again as it was: whoever makes it be fetched, a stranger too, costs nobody a verdict.
      const isAsItWas = known?.record.source === "jwks" && lastingOf(known.record) === lastingOf(record);
      const imported = isAsItWas ? known.imported : importTokenKey(dependencies, record);
      shelf.entries.set(record.id, { record, imported });
      if (!isAsItWas) changed(shelf);
    },
    remove(organization, id) {
      const shelf = shelfOf(organization);
      if (shelf.entries.delete(id)) byId.delete(id);
      changed(shelf);
    },
    removeOrganization(organization) {
      const shelf = shelfOf(organization);
      for (const id of shelf.entries.keys()) byId.delete(id);
      shelf.entries.clear();
      changed(shelf);
    },
    noteUsed: uses.note,
    lastUsedSeconds: uses.lastSeconds,
    close: uses.close,
  };
  for (const record of records) directory.put(record);
  return directory;
}

/** Everything of a record but when it was fetched and used. */
function lastingOf(record: TokenKeyRecord): string {
  return JSON.stringify({ ...record, fetched: record.fetched?.keys, lastUsedAtSeconds: undefined });
}

function hasOwnKeys({ entries }: Shelf, application: string | undefined): boolean {
  if (application === undefined) return false;
  for (const { record } of entries.values()) {
    if (record.application === application || record.caps.applications?.includes(application)) return true;
  }
  return false;
}

function livingKeys({ entries }: Shelf): readonly LivingKey[] {
  return [...entries.values()].flatMap(({ imported }) => imported.keys);
}

function isNamed({ id, kid }: TokenKeyRecord, idOrKid: string): boolean {
  return id === idOrKid || kid === idOrKid;
}

function maySign(key: LivingKey, application: string | undefined, nowSeconds: number): boolean {
  const { record } = key;
  const isInReach = record.application === undefined || record.application === application;
  return isInReach && tokenKeyStateAt(record, nowSeconds) === "active" && record.sealedJwk !== undefined;
}
