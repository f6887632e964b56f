import { claimMaps } from "@sluice/token";
import { outcomeTable } from "./cat-section.ts";
import type { ExampleServer } from "./example-server.ts";
import { jwtNotes } from "./jwt-notes.ts";

/** Every claim map of JWTs: what it is, its own claims, and one token of it with what becomes of it. */
export async function renderClaimMaps(server: ExampleServer): Promise<string> {
  const sections: string[] = [];
  for (const { id, summary, source, claims } of claimMaps) {
    const example = jwtNotes[id];
    const grant = { kind: "jwt", profile: id, ...example.grant };
    const { claims: said, outcomes } = await server.run(grant, example);
    const rows = claims.map(({ name, type, meaning }) => `| \`${name}\` | ${type} | ${meaning} |`);
    sections.push(
      `### ${id}`,
      `${summary} Source: ${source}.`,
      ["| claim | type | meaning |", "|---|---|---|", ...rows].join("\n"),
      ["```json", JSON.stringify(grant), "```"].join("\n"),
      ["Its text says:", "", "```json", JSON.stringify(withoutChance(said)), "```"].join("\n"),
      outcomeTable(
        undefined,
        outcomes,
        example.requests.map(([, reason]) => reason),
      ),
    );
  }
  return sections.join("\n\n");
}

/** Ids are drawn anew each time. */
function withoutChance(said: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name, name === "jti" ? "…" : value]),
  );
}
