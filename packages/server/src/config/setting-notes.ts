import { z } from "zod";

/** What a reader should know about a key; it feeds the documentation, the flags and the text of problems. */
export interface SettingNotes {
  /** What the key does, as a sentence. */
  readonly description?: string;
  /** Which values it takes, in words. */
  readonly allowed?: string;
  /** The default in words, where it is not one value. */
  readonly defaultText?: string;
  /** The environment variable that sets it. */
  readonly environment?: string;
  /** The command-line flag that sets it, with its argument: `--port <number>`. */
  readonly flag?: string;
  /** Values are, or may contain, a secret: they are never shown. */
  readonly concealed?: boolean;
}

/** The schema with its notes attached. Call it last: notes belong to one schema object. */
export function noted<Schema extends z.ZodType>(schema: Schema, notes: SettingNotes): Schema {
  z.globalRegistry.add(schema, { ...notes });
  return schema;
}

/**
 * A map with fixed keys. A key without a value (`port:` and nothing behind it) counts as absent, so that all of a
 * section may be commented out; an unknown key is a problem.
 */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(dropEmptyKeys, z.strictObject(shape));
}

/**
 * For `when` of a rule over several keys: the rule runs even if one of the keys has a problem of its own, so that
 * all are reported at once.
 */
export function holdsMap(payload: { readonly value: unknown }): boolean {
  return typeof payload.value === "object" && payload.value !== null && !Array.isArray(payload.value);
}

function dropEmptyKeys(input: unknown): unknown {
  if (input === null) return {};
  if (typeof input !== "object" || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}
