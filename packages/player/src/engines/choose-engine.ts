import type { Format } from "../session.ts";
import type { Engine } from "./engine.ts";

/** What an engine is chosen by. */
export interface EngineWish {
  readonly format: Format;
  /** A name from the `engine` option or `?engine=`; one that does not play the format is ignored. */
  readonly forced: string | undefined;
}

/** The engine to use: the forced one or none, else the first of the format that this browser supports. */
export function chooseEngine(
  engines: readonly Engine[],
  { format, forced }: EngineWish,
  isSupported: (engine: Engine) => boolean,
): Engine | undefined {
  const fitting = engines.filter(engine => engine.format === format);
  const wished = fitting.filter(engine => engine.id === forced);
  return (wished.length > 0 ? wished : fitting).find(isSupported);
}
