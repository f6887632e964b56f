import { renderCatClaims } from "./cat-section.ts";
import { renderChoices } from "./choice-rows.ts";
import { renderComposition } from "./composition-section.ts";
import { startExampleServer } from "./example-server.ts";
import { renderClaimMaps } from "./jwt-section.ts";
import { renderLimits } from "./limit-rows.ts";
import { renderLabelProfiles, renderReadings } from "./reading-rows.ts";

/**
 * docs/claims.md with what is made from the code. Carries out every example of it on a server; throws when one does not
 * come to what it says, or when the page has no place for a part.
 */
export async function renderClaimsPage(written: string): Promise<string> {
  const server = await startExampleServer();
  try {
    const parts: Readonly<Record<string, string>> = {
      claims: await renderCatClaims(server),
      "claim maps": await renderClaimMaps(server),
      compositions: await renderComposition(server),
      "label profiles": renderLabelProfiles(),
      readings: renderReadings(),
      limits: renderLimits(),
      choices: renderChoices(),
    };
    return Object.entries(parts).reduce((page, [name, part]) => withPart(page, name, part), written);
  } finally {
    await server.close();
  }
}

function withPart(page: string, name: string, part: string): string {
  const begin = `<!-- ${name}: made by npx node tools/docs/write.ts -->\n`;
  const end = `<!-- end of the ${name} -->`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/claims.md has no place for its ${name}`);
  return `${page.slice(0, from)}${begin}\n${part}\n\n${page.slice(to)}`;
}
