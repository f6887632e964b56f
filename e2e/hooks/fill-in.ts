/** What stands for `{{name}}` in a flow. */
export type Values = Readonly<Record<string, string>>;

/** Fills every `{{name}}` of a text, or of all texts within a value. Throws at a name that nobody knows. */
export function fillIn<T>(value: T, values: Values): T {
  if (typeof value === "string") return fillText(value, values) as T;
  if (Array.isArray(value)) return value.map(item => fillIn(item, values)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    fillText(name, values),
    fillIn(inner, values),
  ]);
  return Object.fromEntries(entries) as T;
}

function fillText(text: string, values: Values): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing stands for {{${name}}}`);
    return value;
  });
}
