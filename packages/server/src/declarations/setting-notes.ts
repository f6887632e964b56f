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

/** The notes of every schema that has some. */
export const settingNotes = z.registry<SettingNotes>();

/** The schema with its notes attached, also as the API's description. Call it last: notes belong to one schema object. */
export function noted<Schema extends z.ZodType>(schema: Schema, notes: SettingNotes): Schema {
  settingNotes.add(schema, { ...notes });
  const { description, defaultText } = notes;
  if (description !== undefined) {
    const about = defaultText === undefined ? description : `${description} Default: ${defaultText}.`;
    z.globalRegistry.add(schema, { description: about });
  }
  return schema;
}

/**
 * For `when` of a rule over several keys: the rule runs even if one of the keys has a problem of its own, so that
 * all are reported at once.
 */
export function holdsMap(payload: { readonly value: unknown }): boolean {
  return typeof payload.value === "object" && payload.value !== null && !Array.isArray(payload.value);
}
