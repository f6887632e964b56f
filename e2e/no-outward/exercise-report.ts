/** What the exercise has done in its network of its own, for the suite to judge. */
export interface ExerciseReport {
  /** Why this process itself reaches nobody outside: `ENETUNREACH`. */
  readonly outside: string;
  /** Status of each kind of request, by a name. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Port of the one origin that was configured on this machine. */
  readonly originPort: number;
  /** Media files that players have got. */
  readonly mediaFiles: number;
  /** Exit codes of commands. */
  readonly commands: Readonly<Record<string, number | null>>;
  /** How the server ended. */
  readonly serverEnded: number | null;
  /** What `strace` wrote about the server and about the commands. */
  readonly serverTrace: string;
  readonly commandTrace: string;
}

/** What is configured: nothing outside, or an origin outside that must show in the trace. */
export type ExerciseMode = "nothing outside" | "origin by address" | "origin by name";

/** Origins that the control runs configure; outside of every private range, and without a way there. */
export const outsideOrigins = {
  "origin by address": "http://1.2.3.4:8080",
  "origin by name": "http://media.example.com",
} as const satisfies Partial<Record<ExerciseMode, string>>;

/** Whether a command-line argument is a mode. */
export function isExerciseMode(text: string): text is ExerciseMode {
  return text === "nothing outside" || Object.hasOwn(outsideOrigins, text);
}
