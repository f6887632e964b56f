import { existsSync } from "node:fs";
import type { Config } from "../../../config/config.ts";
import { loadMasterKey, masterKeyFile } from "../../../keys/master-key.ts";
import { createSealer } from "../../../keys/seal.ts";
import type { Application } from "../../../registry/application.ts";
import type { OpenSealed } from "../../../registry/from-store.ts";
import { createRegistry } from "../../../registry/living-registry.ts";
import type { DatabaseReading } from "./look-into-database.ts";

/** The applications that a server on this configuration and this database has. */
export interface DeclaredApplications {
  /** Of every organization, by name. Headers of origins are in plain: they are for asking the origin alone. */
  readonly applications: readonly Application[];
  /** What is declared and has no effect, one sentence each, without a full stop. */
  readonly warnings: readonly string[];
}

/** Puts file and database together as a start does; the database's part is missing when that cannot be read. */
export function declaredApplications(config: Config, database: DatabaseReading): DeclaredApplications {
  const objects = database.kind === "read" ? database.facts.objects : [];
  const registry = createRegistry({ file: config.declared, objects, openSealed: openerOf(config) });
  const organizations = [...registry.declared.organizationsAfter("")];
  const applications = organizations.flatMap(({ value }) => registry.applications(value.code));
  return { applications, warnings: registry.warnings };
}

/** Makes no key: what is sealed stays so where the key is missing. */
function openerOf({ masterKey, dataDir }: Config): OpenSealed {
  try {
    if (masterKey !== undefined || existsSync(masterKeyFile(dataDir))) {
      return createSealer(loadMasterKey(masterKey, dataDir).derive("sealed-values")).open;
    }
  } catch {
    // The check of the master key says what is wrong with it.
  }
  return () => {
    throw new Error("the master key is missing");
  };
}
