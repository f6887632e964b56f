import type { Config } from "../config/config.ts";
import { openTlsCertificates, type TlsCertificates } from "../http/tls-certificates.ts";
import { TlsPairError } from "../http/tls-pair.ts";
import type { Log } from "../telemetry/log.ts";
import { PlainFailure } from "./plain-failure.ts";

/** The certificates of the listeners; undefined: plain HTTP. Throws PlainFailure for files that are no pair. */
export function openCertificates(
  { tlsCert: certificate, tlsKey: key }: Pick<Config, "tlsCert" | "tlsKey">,
  log: Log,
): TlsCertificates | undefined {
  if (certificate === undefined || key === undefined) return undefined;
  try {
    return openTlsCertificates(
      { certificate, key },
      {
        reloaded: ({ leaf }) =>
          log.info(
            { event: "certificate-reloaded", valid_to: leaf.validToDate.toISOString() },
            "a new certificate is in use",
          ),
        refused: err =>
          log.error(
            { event: "certificate-refused", err },
            "the new certificate cannot be used; the old one stays",
          ),
      },
    );
  } catch (error) {
    if (error instanceof TlsPairError) throw new PlainFailure(`HTTPS cannot be spoken: ${error.message}.`);
    throw error;
  }
}
