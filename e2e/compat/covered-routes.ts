import type { CompatRoute } from "../../packages/server/src/compat/compat-system.ts";
import type { Step } from "./vector-shape.ts";

/** What the steps of a system show of one route. */
export interface Coverage {
  readonly route: string;
  readonly carriedOut: number;
  readonly refused: number;
}

/** For each route, how many steps show that it carries out, and how many that it refuses. */
export function coverRoutes(routes: readonly CompatRoute[], steps: readonly Step[]): readonly Coverage[] {
  const reached = steps.map(step => ({ route: routeOf(routes, step), isRefusal: refuses(step) }));
  return routes.map(route => {
    const own = reached.filter(step => step.route === route);
    const refused = own.filter(step => step.isRefusal).length;
    return { route: `${route.method} ${route.url}`, carriedOut: own.length - refused, refused };
  });
}

/** The route that a step's call reaches: of several the one with the fewest parameters. */
function routeOf(routes: readonly CompatRoute[], { request }: Step): CompatRoute | undefined {
  const [path = ""] = request.path.replaceAll(/\{\{[^{}]*\}\}/g, "x").split("?");
  return routes
    .filter(route => route.method === request.method && patternOf(route.url).test(path))
    .toSorted((one, other) => parametersOf(one) - parametersOf(other))[0];
}

function parametersOf({ url }: CompatRoute): number {
  return url.split(/[:*]/).length;
}

/** `/a/:id(^\\d+$)/b.:ext/*` as an expression over whole paths; a slash at the end makes no difference. */
function patternOf(url: string): RegExp {
  const source = url.replace(/\/$/, "").replaceAll(/:\w+(\([^)]*\))?|\*|[^:*]+/g, part => {
    if (part.startsWith(":")) return "[^/]+?";
    return part === "*" ? ".*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source}/?$`);
}

/** A status of 400 and above, `success: false`, or what the vector calls a refusal. */
function refuses({ answer, refused }: Step): boolean {
  if (refused !== undefined) return refused;
  return answer.status >= 400 || saysNo(answer.json) || saysNo(answer.includes);
}

function saysNo(value: unknown): boolean {
  return typeof value === "object" && value !== null && "success" in value && value.success === false;
}
