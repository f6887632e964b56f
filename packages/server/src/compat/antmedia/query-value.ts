import { parse as parseQuery } from "node:querystring";

/** The first value of a parameter, as their server reads a query that has it more than once; undefined: it is not there. */
export function queryValue(query: string, name: string): string | undefined {
  const value = parseQuery(query)[name];
  return Array.isArray(value) ? value[0] : value;
}
