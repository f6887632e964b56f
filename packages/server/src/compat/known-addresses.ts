import type { CompatRoute, CompatSystem } from "./compat-system.ts";

/** Whose an address is, and which methods it takes. */
export interface KnownAddress {
  readonly system: CompatSystem;
  readonly methods: readonly CompatRoute["method"][];
}

/**
 * Finds whose an address is, by its undecoded path and whatever its method; undefined: nobody's. For calls that no route
 * takes: a route for the wrong methods would stand before others that take them, such as `/:id` before `/list`.
 */
export function createKnownAddresses(
  systems: readonly CompatSystem[],
): (path: string) => KnownAddress | undefined {
  const known = systems.flatMap(system =>
    system.routes.map(({ url, method }) => ({ system, method, pattern: patternOf(url) })),
  );
  return path => {
    const matches = known.filter(({ pattern }) => pattern.test(path));
    const [first] = matches;
    if (!first) return undefined;
    const own = matches.filter(({ system }) => system === first.system);
    return { system: first.system, methods: [...new Set(own.map(({ method }) => method))] };
  };
}

/** The paths of a URL in the router's form, with or without a slash at the end. */
function patternOf(url: string): RegExp {
  const path = url
    .replace(/\/$/, "")
    .split("/")
    .map(segment => segment.split(/:\w+/).map(escapePattern).join("[^/]+"))
    .join("/")
    .replaceAll("\\*", ".*");
  return new RegExp(`^${path}/?$`);
}

function escapePattern(text: string): string {
  return text.replace(/[.\\+*?[^\]$(){}|]/g, "\\$&");
}
