import { outcomeTable } from "./cat-section.ts";
import type { TokenExample } from "./claim-note.ts";
import type { ExampleServer } from "./example-server.ts";

const example: TokenExample = {
  grant: {
    kind: "cat",
    profile: "akamai-2024",
    key: "compositions",
    claims: {
      or: [{ catm: ["HEAD"] }, { catnip: ["203.0.113.0/24"] }],
      nor: [{ cath: { "x-device": { prefix: "tv-" } } }],
    },
  },
  requests: [
    [{ method: "GET", ip: "203.0.113.7" }, null],
    [{ method: "GET", ip: "198.51.100.7" }, "composition-not-met"],
    [{ method: "HEAD", ip: "198.51.100.7", headers: { "x-device": "tv-1" } }, "composition-not-met"],
  ],
};

/** A token with compositions, signed by the key `compositions` that names a profile, and what becomes of it. */
export async function renderComposition(server: ExampleServer): Promise<string> {
  const grant = example.grant ?? {};
  const { outcomes } = await server.run(grant, example);
  return [
    ["```json", JSON.stringify(grant), "```"].join("\n"),
    outcomeTable(
      undefined,
      outcomes,
      example.requests.map(([, reason]) => reason),
    ),
  ].join("\n\n");
}
