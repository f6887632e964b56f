/** What stands for `{{name}}` in a flow. */
export interface Values {
  readonly texts: Readonly<Record<string, string>>;
  /** Unix seconds, the same through a whole flow: `{{now+60}}` of a call and of its answer are one number. */
  readonly nowSeconds: number;
}

const PLACEHOLDER = /\{\{([A-Za-z]\w*)([+-]\d+)?\}\}/g;

/**
 * Fills the placeholders of a text, or of all texts within a value. A member whose name ends in `#` is sent as a number,
 * under its name without it.
 *
 * @param isExpected - in what is expected, names that nobody knows are matchers and stay; elsewhere they throw
 */
export function fillIn(value: unknown, values: Values, isExpected: boolean): unknown {
  if (typeof value === "string") return fillText(value, values, isExpected);
  if (Array.isArray(value)) return value.map(item => fillIn(item, values, isExpected));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const filled = fillIn(inner, values, isExpected);
    const key = fillText(name, values, isExpected);
    return key.endsWith("#") ? [key.slice(0, -1), numberOf(filled, key)] : [key, filled];
  });
  return Object.fromEntries(entries);
}

/** Fills the placeholders of a text. */
export function fillText(text: string, { texts, nowSeconds }: Values, isExpected: boolean): string {
  return text.replaceAll(PLACEHOLDER, (all, name: string, plus: string | undefined) => {
    if (name === "now") return String(nowSeconds + Number(plus ?? 0));
    const value = texts[name];
    if (value !== undefined && plus === undefined) return value;
    if (isExpected) return all;
    throw new Error(`nothing stands for ${all}`);
  });
}

function numberOf(value: unknown, name: string): number {
  const number = Number(value);
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(number)) return number;
  throw new Error(`${name} is no number: ${JSON.stringify(value)}`);
}
