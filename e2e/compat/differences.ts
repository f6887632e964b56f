/** How much of an object is compared. */
export type Strictness = "exactly" | "includes";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** Stand within a text, too. */
const PATTERNS: Readonly<Record<string, string>> = {
  any: "[\\s\\S]*",
  text: "[\\s\\S]+",
  int: "-?\\d+",
  uuid: UUID,
  uuid4: "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
};
const NEAR_SECONDS = 15;

/**
 * Where a value differs from what is expected, one line each; none: it does not. Matchers as in vectors/compat/README.md.
 * Lists have the same length, whatever the strictness; members of objects may be more with `includes`.
 */
export function differences(
  actual: unknown,
  expected: unknown,
  strictness: Strictness,
  path = "answer",
): readonly string[] {
  if (typeof expected === "string") return textDiffers(actual, expected, path);
  if (Array.isArray(expected)) return listDiffers(actual, expected, strictness, path);
  if (typeof expected === "object" && expected !== null)
    return objectDiffers(actual, { ...expected }, strictness, path);
  return Object.is(actual, expected) ? [] : [differs(path, actual, expected)];
}

function differs(path: string, actual: unknown, expected: unknown): string {
  return `${path} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`;
}

function listDiffers(actual: unknown, expected: readonly unknown[], strictness: Strictness, path: string) {
  if (!Array.isArray(actual) || actual.length !== expected.length) return [differs(path, actual, expected)];
  return expected.flatMap((item, index) => differences(actual[index], item, strictness, `${path}[${index}]`));
}

function objectDiffers(
  actual: unknown,
  expected: Readonly<Record<string, unknown>>,
  strictness: Strictness,
  path: string,
): readonly string[] {
  if (typeof actual !== "object" || actual === null || Array.isArray(actual))
    return [differs(path, actual, expected)];
  const members: Readonly<Record<string, unknown>> = { ...actual };
  const more =
    strictness === "includes"
      ? []
      : Object.keys(members)
          .filter(name => !Object.hasOwn(expected, name))
          .map(name => `${path}.${name} is there (${JSON.stringify(members[name])}) and not expected`);
  const fewer = Object.entries(expected).flatMap(([name, value]) =>
    Object.hasOwn(members, name)
      ? differences(members[name], value, strictness, `${path}.${name}`)
      : [`${path}.${name} is not there`],
  );
  return [...fewer, ...more];
}

function textDiffers(actual: unknown, expected: string, path: string): readonly string[] {
  return fits(actual, expected) ? [] : [differs(path, actual, expected)];
}

function fits(actual: unknown, expected: string): boolean {
  if (!expected.includes("{{")) return actual === expected;
  if (expected === "{{any}}") return true;
  if (expected === "{{null}}") return actual === null;
  if (expected === "{{int}}") return Number.isInteger(actual);
  const near = /^\{\{near:(\d+)\}\}$/.exec(expected)?.[1];
  if (near !== undefined)
    return typeof actual === "number" && Math.abs(actual - Number(near)) <= NEAR_SECONDS;
  return typeof actual === "string" && patternOf(expected).test(actual);
}

function patternOf(expected: string): RegExp {
  if (expected.startsWith("{{re:")) return new RegExp(expected.slice("{{re:".length, -2));
  const parts = expected.split(/\{\{([^{}]*)\}\}/);
  const source = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : matcher(part)));
  return new RegExp(`^${source.join("")}$`);
}

function matcher(name: string): string {
  const pattern = PATTERNS[name];
  if (pattern === undefined) throw new Error(`{{${name}}} is no matcher, and nothing stands for it`);
  return pattern;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
