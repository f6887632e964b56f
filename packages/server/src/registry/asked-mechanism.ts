import type { Action } from "@sluice/policy";
import type { AntmediaMechanism } from "../declarations/antmedia-mechanisms.ts";
import { antmediaMechanism } from "../declarations/antmedia-settings.ts";
import type { LocatedStream } from "./application.ts";

/** The one mechanism of Ant Media's that a stream's application asks for; undefined: its words ask for none. */
export function askedMechanism(
  { application }: Pick<LocatedStream, "application">,
  action: Action,
): AntmediaMechanism | undefined {
  return antmediaMechanism(application.antmedia, action);
}
