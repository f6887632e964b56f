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

/** Of what cannot be written now, so much is kept; the rest is lost. */
const KEPT_CHARACTERS = 4 * 1024 * 1024;

/**
 * The log: one JSON object a line on standard output. Requests are never logged whole; what comes from outside
 * passes `outside` first. `descriptor`: of an open file in the place of standard output. Never throws.
 */
export function createLog(level: string, descriptor = 1): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serialiseError },
  };
  const destination = pino.destination({ dest: descriptor, sync: true, maxLength: KEPT_CHARACTERS });
  // A disk that is full ends no session: what fits waits for room, and is written with the next line after that.
  destination.on("error", () => undefined);
  return pino(
    options,
    batchLines(destination, flush => void process.once("exit", flush)),
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
