import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { createAuditSeal } from "../../keys/audit-seal.ts";
import { chainEntry, chainStart } from "../../store/audit-chain.ts";
import { sampleAuditEntry } from "../../store/conformance/samples.ts";
import { openMemoryStore } from "../../store/memory/open.ts";
import { auditColumns } from "../../store/sqlite/audit-row.ts";
import { insertSql, valuesOf } from "../../store/sqlite/rows.ts";
import { openForTest } from "../../store/sqlite/testing/temporary-store.ts";
import {
  auditedFile,
  columns,
  createEditor,
  edited,
  LENGTH,
  organization,
  sealAudit,
} from "../testing/audited-file.ts";
import type { AuditProblem } from "./audit-check.ts";
import type { AuditFault } from "./audit-faults.ts";
import { createAuditVerifier } from "./audit-verifier.ts";
import { verifyAudit } from "./verify-audit.ts";

const OTHER_SEAL = createAuditSeal(new Uint8Array(32).fill(8));
const NUMBERS = Array.from({ length: LENGTH }, (_, index) => index + 1);

let file: string;
/** What is found after an edit of the file, which is taken back. */
let faultAfter: (work: (database: DatabaseSync) => void) => Promise<AuditProblem | undefined>;

beforeEach(async () => {
  file = await auditedFile();
  const verifyAfter = createEditor(file);
  faultAfter = async work => (await verifyAfter(work)).problem;
});

const run = (database: DatabaseSync, sql: string, ...values: readonly SQLInputValue[]) =>
  database.prepare(sql).run(...values);

describe("a chain that nobody touched", () => {
  test("is whole, with its erased entries and beside another organization's", async () => {
    const store = await openForTest({ file, sealAudit });
    const { entries, problem, head, resealedAt } = await verifyAudit(store, organization);
    expect(problem).toBeUndefined();
    expect([entries, head?.number, resealedAt]).toEqual([LENGTH, LENGTH, undefined]);
  });

  test("is whole when it is empty", async () => {
    expect(await verifyAudit(openMemoryStore({ sealAudit }), organization)).toEqual({
      entries: 0,
      problem: undefined,
      head: undefined,
      resealedAt: undefined,
    });
  });

  test("is whole while others write", async () => {
    const store = openMemoryStore({ sealAudit });
    for (let index = 0; index < 700; index += 1) await store.appendAudit(sampleAuditEntry());
    const verification = verifyAudit(store, organization);
    for (let index = 0; index < 50; index += 1) {
      await store.appendAudit(sampleAuditEntry());
      await new Promise(resolve => setImmediate(resolve));
    }
    const { problem, entries } = await verification;
    expect(problem).toBeUndefined();
    expect(entries).toBeGreaterThan(700);
  });
});

describe("a chain that was edited in its file is not whole:", () => {
  test("whichever field of whichever entry was altered", { timeout: 180_000 }, async () => {
    const values = fc.oneof(
      fc.constant(null),
      fc.integer({ min: -5, max: 2_000_000_000 }),
      fc.constant(2n ** 62n),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      fc.constant("a".repeat(64)),
      fc.constant(new Uint8Array([1, 2])),
      fc.constantFrom(
        "demo",
        "other",
        "eve",
        "user.erase",
        "thing.create",
        '{"before":null,"after":null,"user":null}',
      ),
    );
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NUMBERS),
        fc.constantFrom(...columns),
        values,
        async (number, column, value) => {
          let isAltered = false;
          const problem = await faultAfter(database => {
            const cell = () =>
              database.prepare(`SELECT typeof(${column}) AS type, CAST(${column} AS TEXT) AS text FROM audit
              WHERE organization = 'acme' AND number = ?`);
            const before = cell().get(number);
            try {
              run(
                database,
                `UPDATE audit SET ${column} = ? WHERE organization = 'acme' AND number = ?`,
                value,
                number,
              );
            } catch {
              // The table does not take it: NOT NULL, or a number that is taken.
              return;
            }
            isAltered = JSON.stringify(before) !== JSON.stringify(cell().get(number));
          });
          if (!isAltered) return;
          tried += 1;
          expect(problem, `${column} of ${number} = ${String(value)}`).toBeDefined();
        },
      ),
      { numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(200);
  });

  test("by one character in any column of any entry", { timeout: 180_000 }, async () => {
    for (const column of columns) {
      for (const number of NUMBERS) {
        const problem = await faultAfter(database => {
          const changed = run(
            database,
            `UPDATE audit SET ${column} = CASE typeof(${column})
               WHEN 'integer' THEN ${column} + 100 WHEN 'null' THEN 1 ELSE ${column} || 'x' END
             WHERE organization = 'acme' AND number = ?`,
            number,
          );
          expect(changed.changes).toBe(1);
        });
        expect(problem, `${column} of ${number}`).toBeDefined();
      }
    }
  });

  test.for(NUMBERS)("entry %i was deleted", async number => {
    const problem = await faultAfter(database => {
      run(database, "DELETE FROM audit WHERE organization = 'acme' AND number = ?", number);
    });
    expect(problem).toMatchObject({ fault: "entry-missing", number });
  });

  test("two entries were swapped", { timeout: 180_000 }, async () => {
    for (const first of NUMBERS) {
      for (const second of NUMBERS.filter(number => number > first)) {
        const problem = await faultAfter(database => {
          const move = (from: number, to: number) =>
            run(database, "UPDATE audit SET number = ? WHERE organization = 'acme' AND number = ?", to, from);
          move(first, -1);
          move(second, first);
          move(-1, second);
        });
        expect(problem, `${first} and ${second}`).toMatchObject({ fault: "entry-moved", number: first });
        expect(problem?.detail).toContain(`entry ${second} stands in the place of entry ${first}`);
      }
    }
  });

  const insert = (database: DatabaseSync, after: number) => {
    const [row] = database
      .prepare("SELECT number, hash FROM audit WHERE organization = 'acme' AND number = ?")
      .all(after);
    const head = after === 0 ? chainStart : { number: Number(row?.number), hash: String(row?.hash) };
    const entry = chainEntry(sampleAuditEntry({ actor: "mallory" }), head);
    run(database, insertSql("audit", auditColumns), ...valuesOf(auditColumns, entry));
    return entry;
  };

  test.for([0, ...NUMBERS])("an entry was inserted behind entry %i", async after => {
    const problem = await faultAfter(database => {
      run(database, "UPDATE audit SET number = -number WHERE organization = 'acme' AND number > ?", after);
      run(database, "UPDATE audit SET number = 1 - number WHERE organization = 'acme' AND number < 0");
      insert(database, after);
    });
    expect(problem).toBeDefined();
  });

  test("an entry was added at the end, with the note of the last entry brought up to date", async () => {
    const problem = await faultAfter(database => {
      const { number, hash } = insert(database, LENGTH);
      run(database, "UPDATE audit_heads SET number = ?, hash = ? WHERE organization = 'acme'", number, hash);
    });
    expect(problem).toMatchObject({ fault: "seal-wrong", number: LENGTH + 1 });
  });

  const cut = (database: DatabaseSync, last: number) => {
    run(database, "DELETE FROM audit WHERE organization = 'acme' AND number > ?", last);
    run(
      database,
      `UPDATE audit_heads SET number = ?1, hash = (SELECT hash FROM audit
        WHERE organization = 'acme' AND number = ?1) WHERE organization = 'acme'`,
      last,
    );
  };
  /** Makes every hash again, as anybody can who knows the rules. */
  const recompute = (database: DatabaseSync) => {
    const rows = database.prepare("SELECT * FROM audit WHERE organization = 'acme' ORDER BY number").all();
    run(database, "DELETE FROM audit WHERE organization = 'acme'");
    let head = chainStart;
    for (const { at_milliseconds, action } of rows) {
      const entry = sampleAuditEntry({ atMilliseconds: Number(at_milliseconds), action: String(action) });
      const row = chainEntry(entry, head);
      run(database, insertSql("audit", auditColumns), ...valuesOf(auditColumns, row));
      head = row;
    }
    run(
      database,
      "UPDATE audit_heads SET number = ?, hash = ? WHERE organization = 'acme'",
      head.number,
      head.hash,
    );
  };
  const fakes: Readonly<
    Record<string, readonly [work: (database: DatabaseSync) => void, fault: AuditFault]>
  > = {
    "its tail was cut, and the note of the last entry moved back": [
      database => cut(database, LENGTH - 1),
      "seal-wrong",
    ],
    "every hash was made anew": [recompute, "seal-wrong"],
    "the note of the last entry is gone": [
      database => run(database, "DELETE FROM audit_heads WHERE organization = 'acme'"),
      "head-wrong",
    ],
    "the note of the last entry has another number": [
      database => run(database, "UPDATE audit_heads SET number = number - 1 WHERE organization = 'acme'"),
      "head-wrong",
    ],
    "the note of the last entry has another hash": [
      database =>
        run(database, "UPDATE audit_heads SET hash = ? WHERE organization = 'acme'", "0".repeat(64)),
      "head-wrong",
    ],
    "the seal is gone": [
      database => run(database, "UPDATE audit_heads SET seal = NULL WHERE organization = 'acme'"),
      "seal-wrong",
    ],
    "the seal is another organization's": [
      database =>
        run(
          database,
          `UPDATE audit_heads SET seal = (SELECT seal FROM audit_heads WHERE organization = 'other')
            WHERE organization = 'acme'`,
        ),
      "seal-wrong",
    ],
    "all of its entries are gone": [
      database => run(database, "DELETE FROM audit WHERE organization = 'acme'"),
      "entry-missing",
    ],
    "its details were taken as if they had been erased": [
      database =>
        run(
          database,
          `UPDATE audit SET details_json = NULL, salt = NULL, user = NULL, erased_at_seconds = 1000000
            WHERE organization = 'acme' AND number = 3`,
        ),
      "details-erased",
    ],
  };
  test.for(Object.entries(fakes))("%s", async ([, [work, fault]]) => {
    expect(await faultAfter(work)).toMatchObject({ fault });
  });

  test.for(Object.entries(fakes).slice(0, 7))(
    "%s, and no change after it makes the chain whole again",
    async ([, [work]]) => {
      const copy = edited(file, work);
      const store = await openForTest({ file: copy, sealAudit });
      for (let index = 0; index < 3; index += 1) await store.appendAudit(sampleAuditEntry());
      expect((await verifyAudit(store, organization)).problem).toBeDefined();
      await store.close();
    },
  );

  test("its file is an older copy, which only an entry that was noted elsewhere tells", async () => {
    const old = edited(file, () => undefined);
    const store = await openForTest({ file, sealAudit });
    await store.appendAudit(sampleAuditEntry());
    const verify = createAuditVerifier(store);
    const noted = (await verify(organization, undefined)).head;
    expect((await verify(organization, noted)).problem).toBeUndefined();
    const older = await openForTest({ file: old, sealAudit });
    const verifyOlder = createAuditVerifier(older);
    expect((await verifyOlder(organization, undefined)).problem).toBeUndefined();
    const missing = { fault: "noted-differs", number: LENGTH + 1 };
    expect((await verifyOlder(organization, noted)).problem).toMatchObject(missing);
    await older.appendAudit(sampleAuditEntry());
    expect((await verifyOlder(organization, noted)).problem).toMatchObject(missing);
  });
});

describe("under a new master key", () => {
  test("a chain is not whole until it is sealed anew, which an entry tells", async () => {
    expect(
      (await verifyAudit(await openForTest({ file, sealAudit: OTHER_SEAL }), organization)).problem,
    ).toMatchObject({ fault: "seal-wrong" });
    const store = await openForTest({ file, sealAudit: OTHER_SEAL });
    await store.appendAudit(sampleAuditEntry());
    expect((await verifyAudit(store, organization)).problem).toMatchObject({ fault: "seal-wrong" });
    await store.resealAudit(name => sampleAuditEntry({ organization: name, action: "audit.reseal" }));
    await store.appendAudit(sampleAuditEntry());
    expect(await verifyAudit(store, organization)).toMatchObject({
      problem: undefined,
      resealedAt: LENGTH + 2,
      entries: LENGTH + 3,
    });
    expect((await verifyAudit(store, "other")).problem).toBeUndefined();
  });
});
