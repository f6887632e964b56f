import type { FastifyInstance } from "fastify";

/** Deeper than any body of this API, and far from where recursive code runs out of stack. */
const DEEPEST_LEVEL = 32;

/** A body that is JSON and nested so deeply that nothing here will walk it. Doors answer 422. */
export class BodyTooDeep extends Error {
  override readonly name = "BodyTooDeep";
}

/**
 * Takes `application/json` and no other type. An empty body counts as none, because clients send the type with a
 * DELETE too. Members that would change an object's prototype make the body unreadable (400).
 */
export function acceptJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, text, done) => {
    if (text.trim() === "") return done(null, undefined);
    if (isDeeperThan(DEEPEST_LEVEL, text)) return done(new BodyTooDeep("a body is nested too deeply"));
    return parse(request, text, done);
  });
}

/** Counts brackets outside of strings in one pass, so that nothing has to be parsed first and no text is slow. */
export function isDeeperThan(levels: number, json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (character === '"') inString = !inString;
    else if (inString) index += character === "\\" ? 1 : 0;
    else depth += bracketStep(character);
    if (depth > levels) return true;
  }
  return false;
}

function bracketStep(character: string | undefined): number {
  if (character === "[" || character === "{") return 1;
  return character === "]" || character === "}" ? -1 : 0;
}
