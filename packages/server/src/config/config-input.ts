/** Everything the configuration is made from; nothing else is read. */
export interface ConfigInput {
  /** Flags by their names in camel case, as commander gives them: `{ dataDir: "/srv/sluice" }`. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** The environment. A variable that is empty counts as not set. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the current folder. */
  readonly cwd: string;
  /** The text of a file; undefined if there is none at the path. Throws when it cannot be read. */
  readTextFile(path: string): string | undefined;
}

/** The value of an environment variable without surrounding white space; undefined when nothing is left. */
export function environmentValue(env: ConfigInput["env"], name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
