import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { freePort } from "../support/free-port.ts";

/** One delivery, its signature verified. */
export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly organization: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** How many signatures it carried. */
  readonly signatures: number;
}

/** A receiver of webhooks on loopback that verifies with the Standard Webhooks library. */
export interface Receiver {
  readonly url: string;
  /** Set once the webhook is made; until then nothing is verified. */
  secret: string;
  /** Answers with this status; undefined: never answers. */
  status: number | undefined;
  /** Every verified delivery, repeats included, in the order of arrival. */
  readonly heard: readonly Heard[];
  /** Deliveries whose signature was wrong. */
  readonly refused: readonly string[];
  /** The data of what was heard of one type, repeats left out. */
  of(type: string): readonly Heard["data"][];
  /** Stops listening, as a machine that is down. */
  down(): Promise<void>;
  /** Listens again, on the same port. */
  up(): Promise<void>;
}

/** Starts one on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const heard: Heard[] = [];
  const refused: string[] = [];
  let server: Server | undefined;
  // Of the kind that is still there when it comes up again.
  const port = await freePort();
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    secret: "",
    status: 204,
    heard,
    refused,
    of(type) {
      const byId = new Map(heard.filter(entry => entry.type === type).map(entry => [entry.id, entry.data]));
      return [...byId.values()];
    },
    async down() {
      server?.closeAllConnections();
      server?.close();
      server = undefined;
    },
    async up() {
      server = createServer((request, response) => {
        void text(request).then(body => {
          const headers = Object.fromEntries(
            ["webhook-id", "webhook-timestamp", "webhook-signature"].map(name => [
              name,
              String(request.headers[name]),
            ]),
          );
          const signatures = String(headers["webhook-signature"]).split(" ").length;
          try {
            const verified = new Webhook(receiver.secret).verify(body, headers) as Omit<Heard, "id">;
            heard.push({ ...verified, id: String(headers["webhook-id"]), signatures });
          } catch {
            refused.push(body);
          }
          if (receiver.status !== undefined) response.writeHead(receiver.status).end();
        });
      }).listen(port, "127.0.0.1");
      await once(server, "listening");
    },
  };
  await receiver.up();
  return receiver;
}
