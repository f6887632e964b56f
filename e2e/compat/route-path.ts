/** What stands for a parameter of a route's URL. */
export type Fill = (name: string, url: string) => string;

/** A route's URL with its parameters filled, each already encoded as it is to be sent. */
export function routePath(url: string, fill: Fill): string {
  return url.replaceAll(/:(\w+)(\([^)]*\))?|\*/g, (_all, name: string | undefined) => fill(name ?? "*", url));
}

/** Parameters that are numbers, or one of a few words; everything else is a name. */
const FIXED: Readonly<Record<string, string>> = {
  offset: "0",
  size: "10",
  seconds: "0",
  type: "play",
};

/** Plain values that exist nowhere but for the application and the organization. */
export function plainValue(name: string): string {
  if (name === "app") return "live";
  if (name === "org") return "demo";
  return FIXED[name] ?? "nobody";
}
