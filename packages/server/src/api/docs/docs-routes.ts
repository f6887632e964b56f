import type { FastifyReply, FastifyRequest } from "fastify";
import type { Routes } from "../api.ts";
import { type DocsFile, docsFiles } from "./docs-files.ts";

/** The page asks nobody but this server, and nobody may frame what an API key is typed into. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
  vary: "accept-encoding",
};

/** `GET /docs`: the API's documentation to read and to try, drawn from `GET /v1/openapi.json`. Needs no key. */
export const docsRoutes: Routes = server => {
  for (const [name, load] of docsFiles) {
    const path = name === "" ? "/docs" : `/docs/${name}`;
    server.get(path, { schema: { hide: true } }, async (request, reply) =>
      sendFile(request, reply, await load()),
    );
  }
  // The page's links are relative, so that it works below any prefix.
  server.get("/docs/", { schema: { hide: true } }, (_request, reply) => reply.redirect("../docs", 308));
};

function sendFile(request: FastifyRequest, reply: FastifyReply, file: DocsFile): FastifyReply {
  reply.headers({ ...headers, etag: file.etag });
  if (request.headers["if-none-match"] === file.etag) return reply.code(304).send();
  const isPacked = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  if (isPacked) reply.header("content-encoding", "gzip");
  return reply.type(file.type).send(isPacked ? file.gzipped : file.plain);
}
