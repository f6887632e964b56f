import { nodeCrypto } from "@sluice/token/node";
import { type AccessDependencies, checkAccess } from "../access/check-access.ts";
import { concludeUnrecorded } from "../access/conclude-unrecorded.ts";
import { createEntryGate } from "../access/entry-gate.ts";
import { noteOutcome } from "../access/note-outcome.ts";
import type { AccessQuestion, Decision, Prepare } from "../access/question.ts";
import { judgeAncestorKey } from "../access/signed/ancestor-key.ts";
import type { KeyDirectory } from "../keys/key-directory.ts";
import { randomSessionId } from "../lib/random-names.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { SignedAccess } from "./signed-access.ts";

/** Asks the flow. */
export type CheckAccess = <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;

/** The flow as everybody asks it. */
export interface ComposedAccess {
  readonly access: AccessDependencies;
  /** For requests: recorded, counted and told. */
  readonly check: CheckAccess;
  /** For questions that are nobody's request. */
  readonly checkUnrecorded: CheckAccess;
}

/** The flow with what it stands on, once. */
export function composeAccess(
  parts: Pick<AccessDependencies, "store" | "sessions" | "conclude"> & {
    readonly signed: SignedAccess;
    readonly tokenKeys: Pick<KeyDirectory, "keyById">;
    readonly metrics: Metrics;
  },
): ComposedAccess {
  const { store, sessions, conclude, tokenKeys, metrics } = parts;
  const { bars, vouches, verify } = parts.signed;
  const access: AccessDependencies = {
    store,
    crypto: nodeCrypto,
    ...verify,
    judgeAncestorKey: (question, ancestor) =>
      judgeAncestorKey({ keyById: tokenKeys.keyById, vouches }, question, ancestor),
    sessions,
    gate: createEntryGate(),
    drawSessionId: randomSessionId,
    conclude,
  };
  const unrecorded = { ...access, conclude: concludeUnrecorded };
  return {
    access,
    async check(question, prepare) {
      const decision = await checkAccess(access, question, prepare);
      noteOutcome({ bars, metrics }, question, decision);
      return decision;
    },
    checkUnrecorded: (question, prepare) => checkAccess(unrecorded, question, prepare),
  };
}
