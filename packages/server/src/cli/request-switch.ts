import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { corsHeaders } from "../http/cors.ts";
import type { RequestHandler } from "../http/listener.ts";
import { createOpenAnswers } from "./open-answers.ts";

/** How long answers that are under way may take until they are cut. */
const PATIENCE_MILLISECONDS = 2_000;
const CHECK_MILLISECONDS = 20;

/** The requests of one listener, and who answers them. */
export interface RequestSwitch {
  readonly handler: RequestHandler;
  /** From now on this handler answers. Until the first call requests wait; after `pause` every one gets 503. */
  serve(handler: RequestHandler): void;
  /** Answers 503 from now on, waits up to 2 s for what is under way, and cuts the rest but for one connection. */
  pause(spared: Socket | undefined): Promise<void>;
  /** From now on each answer is the last one on its connection: clients that keep theirs go elsewhere for the next. */
  partWithClients(): void;
}

export function createRequestSwitch(): RequestSwitch {
  const waiting: Parameters<RequestHandler>[] = [];
  let current: RequestHandler = (request, response) => void waiting.push([request, response]);
  let isLast = false;
  const answers = createOpenAnswers();
  return {
    handler(request, response) {
      if (isLast) response.shouldKeepAlive = false;
      answers.add(response);
      current(request, response);
    },
    serve(handler) {
      current = handler;
      for (const [request, response] of waiting.splice(0)) handler(request, response);
    },
    partWithClients() {
      isLast = true;
    },
    async pause(spared) {
      current = answerPaused;
      const open = (): ServerResponse[] => answers.all().filter(({ req }) => req.socket !== spared);
      const deadline = performance.now() + PATIENCE_MILLISECONDS;
      while (open().length > 0 && performance.now() < deadline) await sleep(CHECK_MILLISECONDS);
      for (const { req } of open()) req.socket.destroy();
    },
  };
}

/** The words that the API and the doors use for a store that cannot answer now. */
const answerPaused: RequestHandler = (_request, response) => {
  const body = {
    reason: "store-unavailable",
    status: 503,
    detail: "the database is being restored; try again",
  };
  response.writeHead(503, { ...corsHeaders, "content-type": "application/json", "retry-after": "2" });
  response.end(JSON.stringify(body));
};
