import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { loadConfig } from "../packages/server/src/config/load-config.ts";
import { readTextFile } from "../packages/server/src/config/read-text-file.ts";

const project = fileURLToPath(new URL("..", import.meta.url));
const deploy = join(project, "deploy");
const read = (path: string): string => readFileSync(join(deploy, path), "utf8");

const text = z.string();
const compose = z.strictObject({
  services: z.record(
    text,
    z.strictObject({
      image: text,
      build: z
        .union([
          text.transform(context => ({ context, dockerfile: "Dockerfile" })),
          z.strictObject({ context: text, dockerfile: text }),
        ])
        .optional(),
      init: z.boolean().optional(),
      restart: text,
      depends_on: z.record(text, z.strictObject({ condition: z.literal("service_healthy") })).optional(),
      environment: z.record(text, text),
      volumes: z.array(text),
      ports: z.array(text),
      networks: z.record(text, z.strictObject({ ipv4_address: text }).nullable()),
      healthcheck: z
        .strictObject({ test: z.array(text), interval: text, timeout: text, start_period: text.optional() })
        .optional(),
    }),
  ),
  networks: z.strictObject({
    outside: z.null(),
    inside: z.strictObject({
      internal: z.literal(true),
      ipam: z.strictObject({ config: z.tuple([z.strictObject({ subnet: text })]) }),
    }),
  }),
  volumes: z.record(text, z.null()),
});

describe.each(["mediamtx", "nginx-rtmp"])("deploy/%s/compose.yml", name => {
  const source = read(`${name}/compose.yml`);
  const file = compose.parse(parse(source));
  const services = Object.values(file.services);
  const volumes = services.flatMap(service => service.volumes).map(volume => volume.split(":")[0] ?? "");

  test("names no file that is not there, and no volume that it does not declare", () => {
    for (const { build } of services) {
      if (!build) continue;
      const context = join(deploy, name, build.context);
      expect(existsSync(join(context, build.dockerfile)), build.dockerfile).toBe(true);
    }
    for (const volume of volumes) {
      if (volume.startsWith("./")) expect(existsSync(join(deploy, name, volume)), volume).toBe(true);
      else expect(Object.keys(file.volumes)).toContain(volume);
    }
    expect(volumes.length).toBeGreaterThan(2);
  });

  test("names images plainly, without a host in front", () => {
    for (const { image } of services) expect(image).toMatch(/^[a-z0-9-]+(\/[a-z0-9-]+)?(:[\w.-]+)?$/);
  });

  test("holds no secret, and has what it needs in env.example", () => {
    const example = new Map(
      read(`${name}/env.example`)
        .split("\n")
        .filter(line => /^\w+=/.test(line))
        .map(line => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)]),
    );
    const wanted = [...source.matchAll(/\$\{(\w+)/g)].map(([, variable = ""]) => variable);
    expect(new Set(wanted)).toEqual(new Set(example.keys()));
    expect(example.get("SLUICE_HOOK_SECRET")).toBe("");
    for (const { environment } of services) {
      for (const value of Object.values(environment))
        expect(value).not.toMatch(/[0-9a-f]{16}|hooks\/[a-z-]+\/(?!\$\{)/);
    }
  });

  test("starts the media server once Sluice answers, and Sluice says whether it does", () => {
    const { sluice, ...others } = file.services;
    expect(sluice?.healthcheck?.test.join(" ")).toContain("/v1/health");
    for (const other of Object.values(others))
      expect(Object.keys(other.depends_on ?? {})).toEqual(["sluice"]);
  });

  test("has a configuration for Sluice that loads, and that knows the media server by its address there", () => {
    const { config, warnings } = loaded(join(deploy, name, "sluice.yaml"));
    expect(warnings).toEqual([]);
    const address = Object.entries(file.services).find(([service]) => service !== "sluice")?.[1].networks
      .inside;
    const own = address?.ipv4_address ?? "";
    expect(config.servers.map(({ kind, allow }) => ({ kind, allow }))).toEqual([
      { kind: name, allow: [own] },
    ]);
    expect(config.servers[0]?.api?.url).toContain(`//${own}:`);
    const sluice = file.services.sluice?.networks.inside?.ipv4_address;
    const elsewhere = services.flatMap(({ environment }) => Object.values(environment)).join("\n");
    expect(elsewhere).toContain(sluice);
  });
});

function loaded(file: string) {
  const result = loadConfig({ flags: { config: file }, env: {}, cwd: dirname(file), readTextFile });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

describe("deploy/nginx-rtmp/start.sh", () => {
  /** Runs it with a program in nginx's place. */
  function run(env: Readonly<Record<string, string>>): {
    conf: string;
    update: string;
    mode: number;
    ran: string;
  } {
    const target = mkdtempSync(join(tmpdir(), "sluice-e2e-start-"));
    onTestFinished(() => rmSync(target, { recursive: true }));
    const ran = execFileSync("sh", [join(deploy, "nginx-rtmp/start.sh")], {
      env: {
        PATH: process.env.PATH,
        NGINX_PROGRAM: "echo",
        SHIPPED: join(deploy, "nginx-rtmp"),
        TARGET: target,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
    });
    const conf = join(target, "nginx.conf");
    return {
      conf: readFileSync(conf, "utf8"),
      update: readFileSync(join(target, "sluice-update.conf"), "utf8"),
      mode: statSync(conf).mode & 0o777,
      ran,
    };
  }

  test("puts the secret and both addresses in, for nobody else to read, and becomes nginx", () => {
    const { conf, update, mode, ran } = run({
      SLUICE_HOOK_SECRET: "s3cret-of-this-test",
      SLUICE_ADDRESS: "10.88.41.2",
      OWN_ADDRESS: "10.88.41.3",
    });
    expect(conf).not.toMatch(/YOUR-HOOK-SECRET.*;|127\.0\.0\.1:8080.*;/);
    expect(conf).toContain("on_publish http://10.88.41.2:8080/hooks/nginx-rtmp/s3cret-of-this-test;");
    expect(conf).toContain(
      "on_update  http://127.0.0.1:8935/hooks/nginx-rtmp/s3cret-of-this-test/on_update;",
    );
    expect(conf).toContain("    listen 127.0.0.1:8935;\n    listen 10.88.41.3:8935;\n");
    expect(conf).toContain("    allow 127.0.0.1;\n    allow 10.88.41.2;\n    deny  all;\n");
    expect(update).toMatch(/proxy_pass +http:\/\/10\.88\.41\.2:8080;/);
    expect(update).toContain("  allow 127.0.0.1;\n  allow ::1;\n  deny  all;\n");
    expect(mode).toBe(0o600);
    expect(ran).toMatch(/^-c \S+\/nginx\.conf -g daemon off;$/m);
  });

  test("without a secret does not start", () => {
    expect(() => run({})).toThrow(/SLUICE_HOOK_SECRET: set it, see env\.example/);
  });
});

describe("deploy/systemd", () => {
  test("starts what is there, on the sockets of its own unit", () => {
    const service = read("systemd/sluice.service");
    const started = /^ExecStart=\/usr\/bin\/node \/opt\/sluice\/(\S+) start$/m.exec(service)?.[1] ?? "";
    expect(existsSync(join(project, started))).toBe(true);
    expect(service).toMatch(/^Requires=sluice\.socket$/m);
    const documentation = /^Documentation=file:\/\/\/opt\/sluice\/(\S+)$/m.exec(service)?.[1] ?? "";
    expect(existsSync(join(project, documentation))).toBe(true);
    // A start builds the player when its source is newer, and this service may write nothing below /opt.
    expect(service).toMatch(/^ProtectSystem=strict$/m);
    expect(service).toContain("`npm ci && npm run build`");
    // One socket for one listener: the admin listener's is commented out, as admin_listen is not set.
    expect(read("systemd/sluice.socket").match(/^ListenStream=\S+$/gm)).toEqual([
      "ListenStream=127.0.0.1:8080",
    ]);
  });
});

describe("deploy/Dockerfile", () => {
  test("copies the project without what is made on this machine", () => {
    expect(read("Dockerfile")).toMatch(/^COPY \. \.$/m);
    const ignored = read("Dockerfile.dockerignore").split("\n");
    for (const pattern of [".git", "**/node_modules", "**/data", "**/data.master-key", "**/.env"]) {
      expect(ignored).toContain(pattern);
    }
  });

  test("of nginx-rtmp copies files that are there", () => {
    const copied = [...read("nginx-rtmp/Dockerfile").matchAll(/^COPY (.+) \S+$/gm)].flatMap(
      ([, names = ""]) => names.split(" "),
    );
    expect(copied).toEqual(["nginx.conf", "sluice-update.conf", "start.sh"]);
    for (const name of copied) expect(existsSync(join(deploy, "nginx-rtmp", name)), name).toBe(true);
  });
});
