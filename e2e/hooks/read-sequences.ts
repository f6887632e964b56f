import { readdirSync, readFileSync } from "node:fs";
import type { Grant } from "../support/sluice.ts";

/** A call as sequences write it down, see vectors/hooks/README.md. */
export interface SequenceCall {
  readonly method?: string;
  readonly rest?: readonly string[];
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly form?: readonly string[];
  readonly json?: unknown;
  readonly version?: "1.0" | "1.1";
  readonly isSigned?: boolean;
}

/** The answer that a call must get. */
export interface SequenceAnswer {
  readonly status: number;
  readonly contentType?: string;
  /** Exactly, but for `{{ref}}`: any reference. */
  readonly body?: string;
  readonly location?: string;
}

/** What holds after a step. */
export interface Expected {
  /** Live sessions on the flow's stream. */
  readonly sessions?: number;
  /** Theirs, sorted. */
  readonly actions?: readonly string[];
  /** Theirs, sorted. */
  readonly protocols?: readonly string[];
  /** Uses, by the token's name. */
  readonly uses?: Readonly<Record<string, number>>;
  /** Status, by the token's name. */
  readonly status?: Readonly<Record<string, string>>;
  /** Why the newest session on the stream ended. */
  readonly ended?: string;
  /** Why the newest decision about the stream refused. */
  readonly reason?: string;
}

/** One step: a call with its answer, or something else that happens. */
export interface Step {
  readonly note?: string;
  readonly call?: SequenceCall;
  readonly answer?: SequenceAnswer;
  readonly revoke?: string;
  readonly waitMilliseconds?: number;
  /** Calls that are sent at the same moment; each gets `answer`. */
  readonly together?: readonly SequenceCall[];
  readonly after?: Expected;
}

/** What a server really says, from the first question on. */
export interface Sequence {
  readonly title: string;
  readonly versions: readonly string[];
  readonly source: string;
  readonly setup: Readonly<Record<string, Grant>>;
  readonly steps: readonly Step[];
}

const folder = new URL("../../vectors/hooks/sequences/", import.meta.url);

/** The kinds of servers that have flows. */
export function sequenceKinds(): readonly string[] {
  const files = readdirSync(folder).filter(name => name.endsWith(".json"));
  return files.map(name => name.slice(0, -".json".length));
}

/** Reads vectors/hooks/sequences/<kind>.json. Throws when it says it is another server's. */
export function readSequences(kind: string): readonly Sequence[] {
  const file = JSON.parse(readFileSync(new URL(`${kind}.json`, folder), "utf8")) as {
    kind: string;
    sequences: readonly Sequence[];
  };
  if (file.kind !== kind) throw new Error(`${kind}.json is of ${file.kind}`);
  return file.sequences;
}
