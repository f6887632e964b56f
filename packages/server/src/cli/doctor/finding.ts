/** What a check found. No credential, header or origin's path is part of it. */
export interface Finding {
  /** `warn`: it works, and an operator should know; `fail`: something does not work, or is not safe. */
  readonly status: "ok" | "warn" | "fail";
  /** One plain sentence. */
  readonly sentence: string;
  /** What to change; undefined only when all is well. */
  readonly change: string | undefined;
}

/** All is well. */
export function ok(sentence: string): Finding {
  return { status: "ok", sentence, change: undefined };
}

/** It works, and an operator should know. */
export function warn(sentence: string, change: string): Finding {
  return { status: "warn", sentence, change };
}

/** Something does not work, or is not safe. */
export function fail(sentence: string, change: string): Finding {
  return { status: "fail", sentence, change };
}
