import { readFileSync } from "node:fs";

interface Choices {
  readonly choices: Readonly<Record<string, { readonly decision: string; readonly why: string }>>;
}

const file = new URL("../../../vectors/token/cat/choices.json", import.meta.url);

/** What is answered where the sources of the shared vectors leave one open; each is asserted by the token package. */
export function renderChoices(): string {
  const { choices }: Choices = JSON.parse(readFileSync(file, "utf8"));
  const rows = Object.entries(choices).map(
    ([id, { decision, why }]) => `| \`${id}\` | ${decision} | ${why} |`,
  );
  return ["| vector | answer | why |", "|---|---|---|", ...rows].join("\n");
}
