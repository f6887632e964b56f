import type { z } from "zod";

/** One thing wrong with settings. */
export interface SettingProblem {
  /** Path of the field: `limits.ip.0`. */
  readonly field: string;
  /** One sentence; repeats no value. */
  readonly message: string;
}

/** Settings that were put together, checked as a whole. */
export function checkSettings<T>(
  schema: z.ZodType<T>,
  settings: unknown,
): { readonly settings: T } | { readonly problems: readonly SettingProblem[] } {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return { settings: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    field: path.join(".") || "(body)",
    message,
  }));
  return { problems };
}
