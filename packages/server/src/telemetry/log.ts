import { pino } from "pino";
import { outsideText, redact } from "../lib/redact.ts";
import type { LogEvent } from "./log-events.ts";
import { batchLines } from "./log-lines.ts";

/** What a line says besides its text. `event` is what programs look for; the text may change. */
export interface LogFields {
  readonly event: LogEvent;
  readonly [field: string]: unknown;
}

/** Writes one line at a level. */
type WriteLine = (fields: LogFields, text: string) => void;

/** The server's log. */
export interface Log {
  readonly error: WriteLine;
  readonly warn: WriteLine;
  readonly info: WriteLine;
  readonly debug: WriteLine;
}

/**
 * The log: one JSON object a line on standard output. Requests are never logged whole; what comes from outside
 * passes `outside` first.
 */
export function createLog(level: string): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serialiseError },
  };
  const standardOutput = pino.destination({ dest: 1, sync: true });
  return pino(
    options,
    batchLines(standardOutput, flush => void process.once("exit", flush)),
  );
}

/** A text from outside, cut and with every credential taken out. */
export function outside(text: string | undefined): string | undefined {
  return text === undefined ? undefined : outsideText(text);
}

function serialiseError(error: unknown): unknown {
  if (!(error instanceof Error)) return redact(String(error));
  return { type: error.name, message: redact(error.message), stack: redact(error.stack ?? "") };
}
