import type { Metrics } from "../telemetry/metrics.ts";
import type { ApiServer } from "./api.ts";

const MILLISECONDS = 1_000;
/** Others are counted as one, so that nobody makes series with words of his own. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Measures every request that the API's server answers, by the pattern of its route and never by its address. */
export function timeRequests(
  server: ApiServer,
  { apiRequestSeconds }: Pick<Metrics, "apiRequestSeconds">,
): void {
  server.addHook("onResponse", async (request, reply) => {
    const route = request.is404 ? "unknown" : (request.routeOptions.url ?? "unknown");
    const method = METHODS.has(request.method) ? request.method : "other";
    const labels = { route, method, status: String(reply.statusCode) };
    apiRequestSeconds.observe(labels, reply.elapsedTime / MILLISECONDS);
  });
}
