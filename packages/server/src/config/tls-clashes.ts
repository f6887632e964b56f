import type { CollectedSettings } from "./collect-settings.ts";
import type { ConfigProblem } from "./config-problem.ts";

/** A certificate without its key, and a key without its certificate. */
export function findTlsClashes({ values, sourceOf }: CollectedSettings): readonly ConfigProblem[] {
  const [given, missing] =
    values["tls_cert"] === undefined
      ? (["tls_key", "tls_cert"] as const)
      : (["tls_cert", "tls_key"] as const);
  if (values[given] === undefined || values[missing] !== undefined) return [];
  return [
    {
      source: sourceOf([given]),
      problem: `${given} is nothing without ${missing}`,
      allowed: "both, or neither for plain HTTP",
    },
  ];
}
