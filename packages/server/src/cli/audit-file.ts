import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { type AuditProblem, type ChainCheck, createChainCheck } from "../commands/audit/audit-check.ts";
import type { AuditRow } from "../store/audit.ts";
import { chainStart } from "../store/audit-chain.ts";
import { PlainFailure } from "./plain-failure.ts";
import { systemFault } from "./system-fault.ts";

const text = z.string();
const whole = z.int();

/** One line of an export. */
const auditLine = z.strictObject({
  organization: text,
  number: whole,
  at_milliseconds: whole,
  actor: text,
  address: text.nullable(),
  action: text,
  subject: z.strictObject({ kind: text, id: text }),
  user: text.nullable(),
  details: text.nullable(),
  salt: text.nullable(),
  details_hash: text,
  previous_hash: text,
  hash: text,
  erased_at: whole.nullable(),
});

/** What the lines of an export tell without the database and its keys. */
export interface FileVerification {
  readonly entries: number;
  /** The first entry in the file; a part of a chain begins later than at 1. */
  readonly first: number;
  readonly head: { readonly number: number; readonly hash: string };
  readonly problem: AuditProblem | undefined;
}

/** Holds the lines of an exported file against each other, one at a time. Throws PlainFailure for what is no export. */
export async function verifyAuditFile(path: string): Promise<FileVerification> {
  let check: ChainCheck | undefined;
  let [entries, first] = [0, 0];
  const found = (problem: AuditProblem | undefined): FileVerification => ({
    entries,
    first,
    head: check?.head ?? chainStart,
    problem,
  });
  for await (const line of linesOf(path)) {
    const row = readLine(path, line, entries + 1);
    if (!check) {
      first = row.number;
      check = createChainCheck(row.number === 1 ? chainStart : undefined);
    }
    const problem = check.take(row);
    if (problem) return found(problem);
    entries += 1;
  }
  return found(check?.finish());
}

async function* linesOf(path: string): AsyncGenerator<string, void> {
  const input = path === "-" ? process.stdin : createReadStream(path);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line !== "") yield line;
    }
  } catch (error) {
    throw new PlainFailure(`${path} cannot be read: ${systemFault(error)}.`, { cause: error });
  }
}

function readLine(path: string, line: string, lineNumber: number): AuditRow {
  const parsed = auditLine.safeParse(parseJson(line));
  if (!parsed.success) {
    throw new PlainFailure(`Line ${lineNumber} of ${path} is no entry of an exported audit log.`);
  }
  const { address, user, details, salt, erased_at, ...rest } = parsed.data;
  return {
    organization: rest.organization,
    number: rest.number,
    atMilliseconds: rest.at_milliseconds,
    actor: rest.actor,
    address: address ?? undefined,
    action: rest.action,
    subject: rest.subject,
    user: user ?? undefined,
    detailsJson: details ?? undefined,
    salt: salt ?? undefined,
    detailsHash: rest.details_hash,
    previousHash: rest.previous_hash,
    hash: rest.hash,
    erasedAtSeconds: erased_at ?? undefined,
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
