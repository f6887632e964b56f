import { readFileSync } from "node:fs";
import { PlainFailure } from "../plain-failure.ts";
import type { Filled } from "./connect-guide.ts";

/** Where the shipped files have Sluice. */
const SHIPPED_HOST = "127.0.0.1:8080";
/** Where a file names host and port apart: VCL. */
const SHIPPED_HOST_AND_PORT = /\.host = "127\.0\.0\.1";\n(\s*)\.port = "8080";/;

/**
 * A file of deploy/edges, with Sluice's address put in: what is printed is what the tests run. Throws PlainFailure when this
 * program was installed without it.
 */
export function deployedFile(name: string, { host }: Pick<Filled, "host">): string {
  const { hostname, port } = new URL(`http://${host}`);
  try {
    return readFileSync(new URL(`../../../../../deploy/edges/${name}`, import.meta.url), "utf8")
      .replaceAll(SHIPPED_HOST, host)
      .replace(SHIPPED_HOST_AND_PORT, (_, indent: string) => {
        return `.host = "${hostname}";\n${indent}.port = "${port || "80"}";`;
      })
      .trimEnd();
  } catch {
    throw new PlainFailure(`deploy/edges/${name} is not there: it is part of Sluice's source.`);
  }
}
