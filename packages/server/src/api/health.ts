import type { Routes } from "./api.ts";

/** `GET /v1/health`: 200 while the server can decide, 503 while its store cannot be read. Needs no key. */
export const healthRoute: Routes = (server, { store, version }) => {
  server.get("/v1/health", async (_request, reply) => {
    try {
      await store.highWaterSeconds();
      return { status: "ok", version, store: store.backend };
    } catch {
      return reply.code(503).send({ status: "store-unavailable", version, store: store.backend });
    }
  });
};
