import type { Config } from "../../config/config.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { isLoopbackHost, isPublic } from "./examine/own-places.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** 16 characters of 64 are 96 bits. */
const SHORTEST_CHARACTERS = 16;
const EXAMPLES =
  /^(your-hook-secret|hook-?secret|change-?me.*|secret.*|password.*|example.*|default.*|test.*|12345678.*)$/i;

interface NamedSecret {
  readonly setting: string;
  readonly text: string;
}

/** Can a stranger guess what proves a media server's calls? */
export const hookSecrets: DoctorCheck<Pick<LocalServer, "config">> = {
  name: "hook-secrets",
  look({ config }) {
    const secrets = secretsOf(config);
    if (secrets.length === 0) return [ok("Each media server's hook secret is made from the master key.")];
    const open = isOpen(config);
    const findings = secrets.flatMap(secret => judge(secret, open));
    return findings.length > 0 ? findings : [ok("The hook secrets are long enough.")];
  },
};

function secretsOf({ hookSecrets: common, servers }: Config): readonly NamedSecret[] {
  return [
    ...common.map(secret => ({ setting: "hook_secret", text: secret.expose() })),
    ...servers.flatMap(({ name, secrets }) =>
      secrets.map(secret => ({ setting: `servers.${name}.secrets`, text: secret.expose() })),
    ),
  ];
}

/** Whether others than this machine can try. */
function isOpen({ host, publicUrl }: Config): boolean {
  return !isLoopbackHost(host) || isPublic(publicUrl);
}

function judge({ setting, text }: NamedSecret, open: boolean): readonly Finding[] {
  const fault = faultOf(text);
  if (fault === undefined) return [];
  const sentence = `${setting} ${fault}: whoever guesses it speaks for the media server.`;
  const change =
    "Make another (openssl rand -hex 16), put it in front of the old one, and change the servers over.";
  return [open ? fail(sentence, change) : warn(sentence, change)];
}

function faultOf(text: string): string | undefined {
  if (EXAMPLES.test(text)) return "is an example or a common word";
  if (text.length < SHORTEST_CHARACTERS) return `has fewer than ${SHORTEST_CHARACTERS} characters`;
  return new Set(text).size < SHORTEST_CHARACTERS / 2 ? "repeats a few characters" : undefined;
}
