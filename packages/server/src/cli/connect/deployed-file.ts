import { readFileSync } from "node:fs";
import { PlainFailure } from "../plain-failure.ts";
import type { Filled } from "./connect-guide.ts";

/** Where the shipped files have Sluice. */
const SHIPPED_HOST = "127.0.0.1:8080";
/** Where they name host and port apart: VCL and Envoy. */
const SHIPPED_APART = /127\.0\.0\.1("?[;,]\s+(?:\.port = "|port_value: ))8080/g;

/**
 * A file of deploy/edges, with Sluice's address put in: what is printed is what the tests run. Throws PlainFailure when this
 * program was installed without it.
 */
export function deployedFile(name: string, { host }: Pick<Filled, "host">): string {
  // Without the path of a public URL: these programs take none there, and Sluice itself needs none.
  const { host: place, hostname, port } = new URL(`http://${host}`);
  try {
    return readFileSync(new URL(`../../../../../deploy/edges/${name}`, import.meta.url), "utf8")
      .replaceAll(SHIPPED_HOST, place)
      .replace(SHIPPED_APART, (_, between: string) => `${hostname}${between}${port || "80"}`)
      .trimEnd();
  } catch {
    throw new PlainFailure(`deploy/edges/${name} is not there: it is part of Sluice's source.`);
  }
}
