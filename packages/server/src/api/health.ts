import { z } from "zod";
import type { Routes } from "./api.ts";
import { operation } from "./operation.ts";

const facts = {
  version: z.string().describe("Of the server."),
  store: z.string().describe("Its kind of database: `sqlite`."),
  instance: z.string().describe("Drawn at each start: tells two servers apart."),
};

const healthy = z.strictObject({ status: z.literal("ok"), ...facts }).meta({ id: "Health" });

const unwell = z
  .strictObject({ status: z.literal("store-unavailable"), ...facts })
  .describe("The database cannot be read, so nobody is let in.")
  .meta({ id: "HealthFault" });

const healthOperation = operation(
  {
    id: "readHealth",
    tag: "server",
    summary: "Is it able to decide? For load balancers",
    scope: undefined,
    keyed: false,
    faults: false,
  },
  {},
  { 200: healthy, 503: unwell },
);

/** `GET /v1/health`: 200 while the server can decide, 503 while its store cannot be read. Needs no key. */
export const healthRoute: Routes = (server, { store, version, instance }) => {
  server.get("/v1/health", healthOperation, async (_request, reply) => {
    try {
      await store.highWaterSeconds();
      return { status: "ok", version, store: store.backend, instance };
    } catch {
      return reply.code(503).send({ status: "store-unavailable", version, store: store.backend, instance });
    }
  });
};
