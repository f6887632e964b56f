import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const own = (name: string): URL => new URL(`./${name}`, import.meta.url);
const require = createRequire(import.meta.url);
const swaggerUi = (name: string): string => require.resolve(`@fastify/swagger-ui/static/${name}`);

/** Every file of the page: its name below `/docs/`, its type, and where it is. The page itself has the name `""`. */
const files = {
  "": { type: "text/html; charset=utf-8", at: own("docs.html") },
  "docs.css": { type: "text/css; charset=utf-8", at: own("docs.css") },
  "docs.js": { type: "text/javascript; charset=utf-8", at: own("docs.js") },
  "icon.svg": { type: "image/svg+xml", at: own("icon.svg") },
  "swagger-ui.css": { type: "text/css; charset=utf-8", at: swaggerUi("swagger-ui.css") },
  "swagger-ui-bundle.js": { type: "text/javascript; charset=utf-8", at: swaggerUi("swagger-ui-bundle.js") },
} as const;

/** A file as it is sent. */
export interface DocsFile {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

/** The files by their names below `/docs/`; each is read and packed the first time that somebody wants it. */
export const docsFiles: ReadonlyMap<string, () => Promise<DocsFile>> = new Map(
  Object.entries(files).map(([name, file]) => {
    let loaded: Promise<DocsFile> | undefined;
    return [name, () => (loaded ??= load(file))];
  }),
);

async function load({ type, at }: { readonly type: string; readonly at: URL | string }): Promise<DocsFile> {
  const plain = await readFile(at);
  const digest = createHash("sha256").update(plain).digest("base64url");
  return { type, plain, etag: `"${digest.slice(0, 16)}"`, gzipped: await promisify(gzip)(plain) };
}
