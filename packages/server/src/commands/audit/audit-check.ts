import type { AuditHead, AuditRow } from "../../store/audit.ts";
import { hashDetails, hashEntry, readDetails } from "../../store/audit-chain.ts";
import type { AuditFault } from "./audit-faults.ts";

/** The first thing that is wrong. */
export interface AuditProblem {
  readonly fault: AuditFault;
  /** The entry that it shows at. */
  readonly number: number;
  /** One sentence. */
  readonly detail: string;
}

/** Holds a chain's entries against each other, one after the other, in memory that does not grow with the chain. */
export interface ChainCheck {
  /** The next entry. After a problem there is nothing more to ask. */
  take(row: AuditRow): AuditProblem | undefined;
  /** What the end of the chain leaves open. */
  finish(): AuditProblem | undefined;
  /** The last entry that was right. */
  readonly head: AuditHead;
}

/** The action of the entry that accounts for erased details, by `after: {audit: [numbers]}`. */
export const ERASE_ACTION = "user.erase";
/** The action of the entry behind which a chain was sealed by a new master key. */
export const RESEAL_ACTION = "audit.reseal";
/** So far on both sides an entry is looked for that stands in another one's place. */
const MOVED_DISTANCE = 5_000;

/** `start`: what the first entry follows; undefined for a part of a chain, which begins anywhere. */
export function createChainCheck(start: AuditHead | undefined): ChainCheck {
  let head = start;
  const erased = new Map<number, number>();
  return {
    take(row) {
      const problem = orderProblem(head, row) ?? linkProblem(head, row) ?? detailsProblem(row);
      if (problem) return problem;
      head = { number: row.number, hash: row.hash };
      if (row.erasedAtSeconds !== undefined) erased.set(row.number, row.erasedAtSeconds);
      for (const number of accountedBy(row)) {
        if (erased.get(number) === Math.floor(row.atMilliseconds / 1000)) erased.delete(number);
      }
      return undefined;
    },
    finish() {
      const [number] = erased.keys();
      if (number === undefined) return undefined;
      const detail = `the details of entry ${number} are gone, and no erasure later in the chain accounts for it`;
      return { fault: "details-erased", number, detail };
    },
    get head() {
      return head ?? { number: 0, hash: "" };
    },
  };
}

function orderProblem(head: AuditHead | undefined, { number }: AuditRow): AuditProblem | undefined {
  const expected = head === undefined ? number : head.number + 1;
  if (number === expected) return undefined;
  if (number < expected) {
    return { fault: "entry-moved", number, detail: `entry ${number} stands behind entry ${expected - 1}` };
  }
  return { fault: "entry-missing", number: expected, detail: `entry ${expected} is missing` };
}

function linkProblem(head: AuditHead | undefined, row: AuditRow): AuditProblem | undefined {
  const { number } = row;
  if (hashEntry(row) !== row.hash) {
    const origin = originalNumber(row);
    return origin === undefined
      ? { fault: "entry-altered", number, detail: `entry ${number} is not what its hash was made of` }
      : { fault: "entry-moved", number, detail: `entry ${origin} stands in the place of entry ${number}` };
  }
  if (head === undefined || row.previousHash === head.hash) return undefined;
  const detail = `entry ${number} does not follow entry ${number - 1}: one of them was replaced`;
  return { fault: "link-broken", number, detail };
}

/** The number under which the entry is what its hash was made of. */
function originalNumber(row: AuditRow): number | undefined {
  for (let distance = 1; distance <= MOVED_DISTANCE; distance += 1) {
    for (const number of [row.number - distance, row.number + distance]) {
      if (number > 0 && hashEntry({ ...row, number }) === row.hash) return number;
    }
  }
  return undefined;
}

function detailsProblem(row: AuditRow): AuditProblem | undefined {
  const { number, detailsJson, salt, detailsHash, user, erasedAtSeconds } = row;
  const isWhole =
    detailsJson !== undefined && salt !== undefined
      ? erasedAtSeconds === undefined &&
        hashDetails({ detailsJson, salt }) === detailsHash &&
        (readDetails(detailsJson)?.user ?? undefined) === user
      : detailsJson === salt && user === undefined && erasedAtSeconds !== undefined;
  if (isWhole) return undefined;
  const detail = `the details of entry ${number} are not what their hash was made of`;
  return { fault: "details-altered", number, detail };
}

/** The entries whose erasure this one tells of. */
function accountedBy({ action, detailsJson }: AuditRow): readonly number[] {
  if (action !== ERASE_ACTION) return [];
  const after = readDetails(detailsJson)?.after;
  const numbers: unknown =
    typeof after === "object" && after !== null ? Reflect.get(after, "audit") : undefined;
  return Array.isArray(numbers) ? numbers.filter(number => typeof number === "number") : [];
}
