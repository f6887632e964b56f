import type { FastifyInstance } from "fastify";
import type { PublicUrls } from "../lib/public-urls.ts";

/** `GET /`: says what runs here, and nothing that a stranger should not know. */
export function welcomeRoute(server: FastifyInstance, urls: PublicUrls): void {
  const text = `Sluice decides who may publish and who may play the streams of ${urls.base}\n`;
  server.get("/", (_request, reply) =>
    reply.header("cache-control", "no-store").type("text/plain; charset=utf-8").send(text),
  );
  server.get("/favicon.ico", (_request, reply) => reply.code(204).send());
  server.get("/robots.txt", (_request, reply) =>
    reply.type("text/plain").send("User-agent: *\nDisallow: /\n"),
  );
}
