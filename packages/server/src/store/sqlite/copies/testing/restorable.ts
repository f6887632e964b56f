import { copyFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { START_SECONDS } from "../../../conformance/samples.ts";
import type { CopyFacts, CopyFault, CopyRelation, RestoreReport } from "../../../restore.ts";
import type { Store } from "../../../store.ts";
import { prepareAuditWrites } from "../../audit-append.ts";
import { openSqliteStore } from "../../open.ts";
import { temporaryFile } from "../../testing/temporary-store.ts";
import { copyDatabase } from "../copy-database.ts";
import { judgeCopy } from "../judge-copy.ts";
import { restoreCopy } from "../restore-copy.ts";
import { takeBack } from "../take-back.ts";
import { takeOver } from "../take-over.ts";

const MASTER_KEY_CHECK = new Uint8Array(32).fill(7);
/** A restore happens so long after the tests begin. */
const RESTORED_SECONDS = START_SECONDS + 1000;

/** A store that is copied and restored. */
export interface Restorable {
  readonly file: string;
  /** The store as it is now; another one after each restore. */
  store(): Store;
  /** Copies it; `afterSeconds` tells when, counted from the beginning of the tests. */
  copy(afterSeconds: number): Promise<string>;
  judge(copy: string): CopyFacts | { readonly fault: CopyFault };
  /** Judges a copy and restores it. */
  restore(copy: string): Promise<RestoreReport & { readonly relation: CopyRelation }>;
}

/** A store in a fresh folder, or over a file that is there. It belongs to one master key for all tests. */
export async function restorable(given?: string): Promise<Restorable> {
  const file = given ?? (await temporaryFile());
  const open = async (): Promise<Store> => openSqliteStore({ file, durability: "process-crash" });
  let store = await open();
  onTestFinished(() => store.close());
  await store.setMasterKeyCheck(MASTER_KEY_CHECK);
  let copies = 0;
  const judge = (copy: string) => judgeCopy({ file: copy, current: file, masterKeyCheck: MASTER_KEY_CHECK });
  return {
    file,
    store: () => store,
    judge,
    async copy(afterSeconds) {
      copies += 1;
      const target = `${file}.copy-${copies}`;
      await copyDatabase(file, target, (START_SECONDS + afterSeconds) * 1000);
      return target;
    },
    async restore(kept) {
      // As the server does it: what is restored is a file of its own, and is used up.
      const copy = `${file}.upload`;
      copyFileSync(kept, copy);
      const facts = judge(copy);
      if ("fault" in facts) throw new Error(`the copy is ${facts.fault}`);
      const { relation } = facts;
      await store.close();
      const report = restoreCopy({ current: file, copy, relation }, database =>
        (relation === "past" ? takeBack : takeOver)(database, orderOver(database)),
      );
      store = await open();
      return { ...report, relation };
    },
  };
}

function orderOver(database: DatabaseSync) {
  return {
    nowSeconds: RESTORED_SECONDS,
    appendAudit: prepareAuditWrites(database, undefined).append,
    entryFor: (organization: string) => ({
      organization,
      actor: "test",
      address: undefined,
      action: "server.restore",
      subject: { kind: "server", id: "database" },
      user: undefined,
      before: undefined,
      after: undefined,
      atMilliseconds: RESTORED_SECONDS * 1000,
    }),
  };
}

/** Runs SQL over a database file that nobody has open. */
export function alter(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
