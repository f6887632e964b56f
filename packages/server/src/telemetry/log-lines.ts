/** Where pino writes its lines. */
export interface LineWriter {
  write(line: string): void;
}

/** How the lines begin of which there are many: pino's levels debug and info. */
const PATIENT = /^\{"level":[23]0,/;

/**
 * Hands on all lines of one turn of the event loop together: under load a write of its own for each costs more than the
 * line. Warnings and errors do not wait, and take along what does. What a process that ends by itself has not written yet is
 * written at its end (`onExit`).
 */
export function batchLines(destination: LineWriter, onExit: (flush: () => void) => void): LineWriter {
  let waiting = "";
  const flush = (): void => {
    if (waiting === "") return;
    const lines = waiting;
    waiting = "";
    destination.write(lines);
  };
  onExit(flush);
  return {
    write(line) {
      if (waiting === "") setImmediate(flush);
      waiting += line;
      if (!PATIENT.test(line)) flush();
    },
  };
}
