import { Agent, request } from "node:http";

const CONNECTIONS = 8;

/** Clients that keep their connections. */
export interface KeepingClients {
  /** Stops asking; resolves to how often each outcome was seen: `{ "200": 150 }`. */
  stop(): Promise<Readonly<Record<string, number>>>;
}

/**
 * Posts a form again and again, the next one as soon as the last is answered, each on a connection that was used before where
 * there is one. Nothing is repeated: what a form does it would do twice.
 */
export function keepAsking(url: string, form: string): KeepingClients {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const counts: Record<string, number> = {};
  let isOver = false;
  const clients = Array.from({ length: CONNECTIONS }, async () => {
    while (!isOver) {
      const outcome = await post(url, form, agent);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
  });
  return {
    async stop() {
      isOver = true;
      await Promise.all(clients);
      agent.destroy();
      return counts;
    },
  };
}

function post(url: string, form: string, agent: Agent): Promise<string> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return new Promise(resolve => {
    const asked = request(url, { method: "POST", agent, headers }, response => {
      response.resume();
      response.once("close", () => resolve(response.complete ? String(response.statusCode) : "cut"));
    });
    asked.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end(form);
  });
}
