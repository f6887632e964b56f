import { auditEntry } from "../commands/audit/audit-entry.ts";
import type { ComposedServer } from "../compose.ts";
import type { Config } from "../config/config.ts";
import { formatConfigProblems } from "../config/config-problem.ts";
import type { ConfigResult } from "../config/load-config.ts";
import { settingsThatNeedRestart } from "../config/needs-restart.ts";
import { type ChangedDeclarations, changedDeclarations } from "../declarations/changed-declarations.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";
import type { AuditStore } from "../store/audit.ts";
import type { Log } from "../telemetry/log.ts";

/** What a reload stands on. */
export interface ReloadDependencies {
  /** As the server was started. */
  readonly config: Config;
  readonly load: () => ConfigResult;
  readonly declare: ComposedServer["declare"];
  /** Looks at once whether the listeners' certificate has changed. */
  readonly refreshCertificates?: () => void;
  readonly store: Pick<AuditStore, "appendAudit">;
  readonly log: Log;
  readonly nowMilliseconds: () => number;
}

/**
 * Reads the configuration again when it is called, and takes over what it declares. One with a problem changes nothing;
 * the log names every problem, and the settings that need a restart.
 */
export function createReload(dependencies: ReloadDependencies): () => Promise<void> {
  const { config, load, log } = dependencies;
  let declared = config.declared;
  return async () => {
    dependencies.refreshCertificates?.();
    const result = load();
    if (!result.ok) {
      for (const line of formatConfigProblems(result.problems).split("\n")) {
        log.error({ event: "configuration-refused" }, `nothing was changed: ${line}`);
      }
      return;
    }
    const changes = changedDeclarations(declared, result.config.declared);
    await note(dependencies, result.config, changes);
    declared = result.config.declared;
    for (const warning of await dependencies.declare(declared)) {
      log.warn({ event: "declaration-ignored" }, warning);
    }
    for (const setting of settingsThatNeedRestart(config, result.config)) {
      log.warn({ event: "restart-needed", setting }, `the change of ${setting} needs a restart`);
    }
    const { added, changed, removed } = changes;
    const counts = { added: added.length, changed: changed.length, removed: removed.length };
    log.info({ event: "configuration-reloaded", ...counts }, "the configuration was read again");
  };
}

/** Names in one entry; a file with more is read, not logged whole. */
const MOST_NAMES = 1_000;

async function note(
  { store, nowMilliseconds }: ReloadDependencies,
  { configFile }: Config,
  { added, changed, removed }: ChangedDeclarations,
): Promise<void> {
  if (added.length + changed.length + removed.length === 0) return;
  const first = (names: readonly string[]) => names.slice(0, MOST_NAMES);
  const actor = { organization: FIRST_ORGANIZATION, id: "file", ip: undefined };
  await store.appendAudit(
    auditEntry(actor, nowMilliseconds(), {
      action: "configuration.reload",
      subject: { kind: "configuration", id: configFile ?? "none" },
      after: { added: first(added), changed: first(changed), removed: first(removed) },
    }),
  );
}
