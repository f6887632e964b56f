import { describe, expect, test } from "vitest";
import type { AuditEntry, AuditRow } from "../../store/audit.ts";
import { chainEntry, chainStart } from "../../store/audit-chain.ts";
import { sampleAuditEntry } from "../../store/conformance/samples.ts";
import { appendAudit, auditRows, eraseAuditDetails } from "../../store/memory/audit.ts";
import { createMemoryState } from "../../store/memory/state.ts";
import { type AuditProblem, createChainCheck } from "./audit-check.ts";

const NOW_SECONDS = 1_800_000_000;
const at = { atMilliseconds: NOW_SECONDS * 1000 + 123 };

/** What a check says of rows, from the first to the last. */
function problemIn(rows: readonly AuditRow[], start = chainStart): AuditProblem | undefined {
  const check = createChainCheck(start);
  for (const row of rows) {
    const problem = check.take(row);
    if (problem) return problem;
  }
  return check.finish();
}

/** A chain of three entries about Eve, whose details are then erased, and the entry that tells so. */
function erasedChain(tell: (numbers: readonly number[]) => Partial<AuditEntry>): readonly AuditRow[] {
  const state = createMemoryState();
  for (const user of ["eve", "ann", "eve"]) appendAudit(state, sampleAuditEntry({ user }), undefined);
  const numbers = eraseAuditDetails(state, "acme", "eve", NOW_SECONDS);
  expect(numbers).toEqual([1, 3]);
  appendAudit(state, sampleAuditEntry({ ...at, action: "user.erase", ...tell(numbers) }), undefined);
  return auditRows(state, "acme", 0, 10);
}

describe("erased details", () => {
  test("leave nothing of the viewer, and a chain that holds together", () => {
    const rows = erasedChain(audit => ({ after: { audit, tokens: 3 } }));
    expect(problemIn(rows)).toBeUndefined();
    expect(JSON.stringify(rows)).not.toContain("eve");
    expect(rows[0]).toMatchObject({ detailsJson: undefined, salt: undefined, erasedAtSeconds: NOW_SECONDS });
  });

  const unaccounted: Readonly<Record<string, (numbers: readonly number[]) => Partial<AuditEntry>>> = {
    "by an entry of another action": audit => ({ action: "user.forget", after: { audit } }),
    "by an entry that names another number": () => ({ after: { audit: [1, 2] } }),
    "by an entry of another second": audit => ({
      after: { audit },
      atMilliseconds: at.atMilliseconds + 1000,
    }),
    "by an entry that names none": () => ({ after: {} }),
    "by an entry that says nothing": () => ({ after: undefined }),
    "by texts in place of numbers": audit => ({ after: { audit: audit.map(String) } }),
  };
  test.for(Object.entries(unaccounted))("are not accounted for %s", ([, tell]) => {
    expect(problemIn(erasedChain(tell))).toMatchObject({ fault: "details-erased" });
  });

  test("are not accounted for by an entry before them", () => {
    const told = chainEntry(
      sampleAuditEntry({ ...at, action: "user.erase", after: { audit: [2] } }),
      chainStart,
    );
    const erased = chainEntry(sampleAuditEntry({ user: "eve" }), told);
    const nothing = {
      detailsJson: undefined,
      salt: undefined,
      user: undefined,
      erasedAtSeconds: NOW_SECONDS,
    };
    expect(problemIn([told, { ...erased, ...nothing }])).toMatchObject({
      fault: "details-erased",
      number: 2,
    });
  });

  test("are not half erased: a salt, a text or a user that stays is an alteration", () => {
    const [first, ...rest] = erasedChain(audit => ({ after: { audit } }));
    if (!first) throw new Error("the chain is empty");
    for (const left of [
      { salt: "00" },
      { detailsJson: "{}" },
      { user: "eve" },
      { erasedAtSeconds: undefined },
    ]) {
      expect(problemIn([{ ...first, ...left }, ...rest])).toMatchObject({
        fault: "details-altered",
        number: 1,
      });
    }
  });
});

test("a part of a chain is held together from its own first entry on", () => {
  const state = createMemoryState();
  for (let index = 0; index < 4; index += 1) appendAudit(state, sampleAuditEntry(), undefined);
  const part = auditRows(state, "acme", 2, 10);
  const check = createChainCheck(undefined);
  expect(part.map(row => check.take(row))).toEqual([undefined, undefined]);
  expect(check.head.number).toBe(4);
  expect(problemIn(part)).toMatchObject({ fault: "entry-missing", number: 1 });
});
