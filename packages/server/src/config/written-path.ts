const PLAIN_KEY = /^[A-Za-z0-9_./-]{1,128}$/;

/** A path of keys and indexes as people write it: `applications.vod.streams.clip.aliases[0]`. */
export function writtenPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${writtenKey(step)}`,
    )
    .join("");
}

/** A key as it may be shown: what has not the form of a key is left out, as it may be a value at the wrong place. */
export function writtenKey(key: PropertyKey): string {
  const text = String(key);
  return PLAIN_KEY.test(text) ? text : "(a key not shown)";
}
