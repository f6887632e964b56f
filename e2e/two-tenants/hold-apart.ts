import type { Operation } from "../../packages/server/src/api/testing/list-operations.ts";
import type { Reply } from "../support/viewer.ts";
import type { Ask, WalkRequest } from "./ask.ts";
import { marksOf, type Names } from "./names.ts";
import { foreignCase, type OperationWalk } from "./operation-walk.ts";
import { plainAnswer } from "./plain-answer.ts";

/** Whoever walks, and what there is to be kept from. */
export interface Walker {
  readonly ask: Ask;
  readonly own: Names;
  /** What others have, in words. */
  readonly theirs: Readonly<Record<string, Names>>;
  /** What of it opens the walker's own application as well. */
  readonly whole?: Names;
  readonly never: Names;
  /** Whether the others are other organizations, or other applications of the same one. */
  readonly among: "tenants" | "applications";
}

/** A word that no application may be called, whose it would be. */
const RESERVED = "metrics";

/**
 * Sends every request of an operation with others' names, and with names that never existed. Says in words where the
 * answers differ, and where one tells anything of the others that was not in the request; empty: nowhere.
 */
export async function heldApart(
  walker: Walker,
  operation: Operation,
  walk: OperationWalk,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [title, short] of Object.entries(walk.foreign ?? {})) {
    const { request, like, between } = foreignCase(short);
    if (between === "tenants" && walker.among !== "tenants") continue;
    const { never, own } = walker;
    const stranger = like === "reserved" ? { ...never, application: RESERVED } : never;
    const strange = await walker.ask(operation, request(stranger, own));
    const expected = JSON.stringify(plainAnswer(strange, stranger));
    for (const [whose, names] of Object.entries(walker.theirs)) {
      if (between === "separate" && names === walker.whole) continue;
      const asked = request(names, own);
      const reply = await walker.ask(operation, asked);
      const where = `${operation.id} of ${title} (${whose})`;
      const answered = JSON.stringify(plainAnswer(reply, names));
      if (answered !== expected) faults.push(`${where}: ${answered} instead of ${expected}`);
      faults.push(...tellingMarks(walker, asked, reply).map(mark => `${where} tells of ${mark}`));
    }
  }
  return faults;
}

/** What an answer tells of others beyond what it was asked with. */
export function tellingMarks(
  { theirs, own }: Pick<Walker, "theirs" | "own">,
  asked: WalkRequest,
  { text, headers }: Reply,
): readonly string[] {
  const known = JSON.stringify([asked, own]);
  const told = `${text} ${JSON.stringify(headers)}`;
  return [...new Set(Object.values(theirs).flatMap(marksOf))].filter(
    mark => told.includes(mark) && !known.includes(mark) && mark !== FIRST,
  );
}

/** The first organization's code is also the built-in application's name, and a word of messages. */
const FIRST = "demo";
