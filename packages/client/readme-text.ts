import { readFileSync } from "node:fs";

const EXAMPLE = /<!-- (examples\/[\w-]+\.ts) -->\n```ts\n[\s\S]*?```/g;

/** The README with each example as its file has it, so that what is shown is what runs. */
export function readmeText(readme: string): string {
  return readme.replaceAll(EXAMPLE, (_, path: string) => {
    const code = readFileSync(new URL(path, import.meta.url), "utf8");
    return `<!-- ${path} -->\n\`\`\`ts\n${code}\`\`\``;
  });
}
