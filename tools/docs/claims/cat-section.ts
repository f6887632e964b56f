import type { Claim } from "../../../packages/token/src/cat/claim.ts";
import { claims } from "../../../packages/token/src/cat/claims.ts";
import { catNotes } from "./cat-notes.ts";
import type { ClaimNote } from "./claim-note.ts";
import type { ExampleOutcome, ExampleServer } from "./example-server.ts";

const GATEWAY: Readonly<Record<ClaimNote["gateway"], string>> = {
  yes: "supplied",
  configured: "supplied where it is configured, refused elsewhere",
  never: "**cannot be supplied**: it always refuses",
  informs: "limits nothing",
};

/** Every claim of a CAT: a table, then each with its example, carried out on a server. */
export async function renderCatClaims(server: ExampleServer): Promise<string> {
  const rows = claims.map(
    ({ name, label, checkedAt }) =>
      `| [\`${name}\`](#${name}-${label}) | ${label} | ${checkedAt === "manifest" ? "entry, and every manifest" : "entry"} | ${GATEWAY[noteOf(name).gateway]} |`,
  );
  const table = ["| claim | label | judged at | at the gateway |", "|---|---|---|---|", ...rows].join("\n");
  const sections: string[] = [];
  for (const claim of claims) sections.push(await renderClaim(claim, server));
  return [table, ...sections].join("\n\n");
}

function noteOf(name: string): ClaimNote {
  const note = catNotes[name];
  if (!note) throw new Error(`tools/docs/claims/cat-notes.ts has no note on ${name}`);
  return note;
}

async function renderClaim(
  { name, label, summary, source }: Claim<unknown>,
  server: ExampleServer,
): Promise<string> {
  const { looksAt, claim, example } = noteOf(name);
  const more = example.grant?.claims;
  const written =
    claim === undefined ? {} : { claims: { ...(typeof more === "object" ? more : {}), [name]: claim } };
  const grant = { kind: "cat", ...example.grant, ...written };
  const { claims: said, outcomes } = await server.run(grant, example);
  if (said[name] === undefined && name !== "sub") throw new Error(`the example of ${name} has no ${name}`);
  return [
    `### ${name} (${label})`,
    `${summary} Source: ${source}.`,
    `It looks at ${looksAt}.`,
    ["```json", JSON.stringify(grant), "```"].join("\n"),
    ...(example.before ? [`After a session of \`${JSON.stringify(example.before)}\`:`] : []),
    outcomeTable(
      name,
      outcomes,
      example.requests.map(([, reason]) => reason),
    ),
  ].join("\n\n");
}

/** What each request came to. Throws when one did not come to what its example says. */
export function outcomeTable(
  rule: string | undefined,
  outcomes: readonly ExampleOutcome[],
  wanted: readonly (string | null)[],
): string {
  const rows = outcomes.map(({ request, reason, rules }, index) => {
    if ((reason ?? null) !== wanted[index]) {
      throw new Error(`${rule}: ${JSON.stringify(request)} is ${reason ?? "allowed"}, not ${wanted[index]}`);
    }
    const line = rules.findLast(({ rule: name, outcome }) =>
      reason === undefined ? name === rule : outcome === "fail",
    );
    const asked = Object.keys(request).length === 0 ? "without any of it" : `\`${JSON.stringify(request)}\``;
    return `| ${asked} | ${reason === undefined ? "allowed" : `\`${reason}\``} | ${line?.detail ?? (rule === undefined ? "every limit holds" : "it limits nothing")} |`;
  });
  return ["| request | decision | why |", "|---|---|---|", ...rows].join("\n");
}
