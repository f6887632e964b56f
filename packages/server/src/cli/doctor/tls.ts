import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { readTlsPair } from "../../http/tls-pair.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** Whoever renews certificates does so earlier. */
const SOON_DAYS = 14;
const DAY_MILLISECONDS = 24 * 3600 * 1000;

type Subject = Pick<LocalServer, "config" | "system">;

/** Do certificate and key fit together, for how long, and for the address that is printed? */
export const tls: DoctorCheck<Subject> = {
  name: "tls",
  async look({ config, system }) {
    const { tlsCert: certificate, tlsKey: key, publicUrl } = config;
    if (certificate === undefined || key === undefined) return [withoutCertificate(publicUrl)];
    try {
      const { leaf } = readTlsPair({ certificate, key });
      return [lookAtDates(certificate, leaf, system.nowMilliseconds()), lookAtName(leaf, publicUrl)];
    } catch (error) {
      const fault = error instanceof Error ? error.message : "they cannot be read";
      const change = "Put the certificate (its chain behind it) and its own key there, both in PEM.";
      return [fail(`HTTPS cannot be spoken: ${fault}.`, change)];
    }
  },
};

function withoutCertificate(publicUrl = ""): Finding {
  return publicUrl.startsWith("https:")
    ? ok("The server speaks plain HTTP; the https of public_url is a proxy's.")
    : ok("The server speaks plain HTTP, and so does public_url.");
}

function lookAtDates(path: string, leaf: X509Certificate, nowMilliseconds: number): Finding {
  const [from, to] = [leaf.validFromDate.getTime(), leaf.validToDate.getTime()];
  const day = leaf.validToDate.toISOString().slice(0, 10);
  const renew = "Renew it; the server takes the new files within seconds.";
  if (nowMilliseconds > to) return fail(`The certificate ${path} ended on ${day}.`, renew);
  if (nowMilliseconds < from) return fail(`The certificate ${path} is not good yet.`, "Compare the clocks.");
  const sentence = `The certificate ${path} is good until ${day}.`;
  return to - nowMilliseconds < SOON_DAYS * DAY_MILLISECONDS ? warn(sentence, renew) : ok(sentence);
}

function lookAtName(leaf: X509Certificate, publicUrl: string | undefined): Finding {
  const { protocol, hostname } = new URL(publicUrl ?? "https://localhost");
  if (protocol !== "https:") {
    return warn(
      "The server speaks HTTPS, and public_url begins with http: its links lead nowhere.",
      "Begin public_url with https.",
    );
  }
  const host = hostname.replace(/^\[|\]$/g, "");
  const covers = isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host);
  if (covers !== undefined) return ok(`The certificate is for ${host}, as public_url is.`);
  const change = "Get a certificate for that name, or change public_url.";
  return fail(`The certificate is not for ${host}, to which public_url leads.`, change);
}
