import type { FastifyInstance } from "fastify";
import { DEEPEST_LEVEL, isDeeperThan } from "../lib/json-depth.ts";

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
