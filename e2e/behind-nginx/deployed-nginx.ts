import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/free-port.ts";
import { listening } from "../support/listening.ts";
import { nginxConfiguration } from "../support/nginx-configuration.ts";
import { requirePeer } from "../support/peers.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";

const deployed = fileURLToPath(new URL("../../deploy/nginx/sluice.conf", import.meta.url));

/** The host name in the URLs; no name service knows it. */
export const HOST = "media.example.test";

/** What the test's nginx has elsewhere than deploy/nginx/sluice.conf says. */
export interface DeployedNginxOptions {
  /** Of Sluice, on 127.0.0.1. */
  readonly sluicePort: number;
  /** Where nginx listens, on 127.0.0.1. */
  readonly port: number;
  /** `/streams-gate` in the file. */
  readonly path: string;
  /** More pairs of a text in the file and what stands there instead. */
  readonly changes?: readonly (readonly [string, string])[];
}

/** nginx with TLS, as users are told to run it. */
export interface DeployedNginx {
  readonly certificate: Certificate;
  /** Everything in its access log and its error logs. */
  logs(): string;
  stop(): Promise<void>;
}

/** Starts nginx with the file from deploy/; only names, ports and folders of this machine are put in. */
export async function startDeployedNginx(options: DeployedNginxOptions): Promise<DeployedNginx> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-nginx-"));
  const certificate = makeCertificate(folder, HOST);
  writeFileSync(join(folder, "sluice.conf"), siteConfiguration(folder, certificate, options));
  writeFileSync(join(folder, "nginx.conf"), nginxConfiguration(folder, `include ${folder}/sluice.conf;`));
  const args = ["-p", folder, "-e", "error.log", "-c", join(folder, "nginx.conf")];
  const child = spawn(requirePeer("nginx").path, args, { stdio: ["ignore", "ignore", "inherit"] });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const logs = (): string =>
    ["error.log", "sluice.log", "sluice-error.log"]
      .map(name => readFileSync(join(folder, name), "utf8"))
      .join("");
  await listening(child, options.port).catch(async (error: unknown) => {
    const said = logs();
    await stop();
    throw new Error(`nginx did not start: ${said}`, { cause: error });
  });
  return { certificate, logs, stop };
}

/** A port for nginx and the public URL that leads to it. */
export async function publicAddress(path: string): Promise<{ readonly port: number; readonly url: string }> {
  const port = await freePort();
  return { port, url: `https://${HOST}:${port}${path}` };
}

function siteConfiguration(
  folder: string,
  { certificateFile, keyFile }: Certificate,
  { sluicePort, port, path, changes = [] }: DeployedNginxOptions,
): string {
  const places: readonly (readonly [string, string])[] = [
    ...changes,
    ["server 127.0.0.1:8080;", `server 127.0.0.1:${sluicePort};`],
    ["listen 443 ssl", `listen 127.0.0.1:${port} ssl`],
    ["server_name media.example.com;", `server_name ${HOST};`],
    [
      "/etc/nginx/sluice-log.conf",
      fileURLToPath(new URL("../../deploy/nginx/sluice-log.conf", import.meta.url)),
    ],
    ["/etc/ssl/media.example.com/fullchain.pem", certificateFile],
    ["/etc/ssl/media.example.com/privkey.pem", keyFile],
    ["/var/log/nginx/sluice.log", join(folder, "sluice.log")],
    ["/var/log/nginx/sluice-error.log", join(folder, "sluice-error.log")],
    ["location /streams-gate/verify/ {", `location ${path}/verify/ {`],
    ["location /streams-gate/ {", `location ${path}/ {`],
  ];
  return places.reduce(
    (text, [from, to]) => {
      if (text.split(from).length !== 2)
        throw new Error(`deploy/nginx/sluice.conf does not say once: ${from}`);
      return text.replace(from, () => to);
    },
    readFileSync(deployed, "utf8"),
  );
}
