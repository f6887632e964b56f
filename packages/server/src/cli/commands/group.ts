import type { Command } from "commander";

const descriptions = {
  token: "Make, see, change, suspend and revoke tokens",
  decision: "See who was refused, and why",
  session: "See and end sessions",
  revocation: "See and undo revocations",
  application: "Make, see, change and remove applications",
  stream: "Register, see, change and remove streams",
  group: "Make, see, change and remove groups of streams",
  organization: "Make, see, change and remove organizations",
  config: "Look at the configuration",
  compat: "Coming from another system",
  key: "Make, see, rotate and revoke the keys that vouch for tokens",
  apikey: "Make, see, rotate and revoke API keys",
  audit: "See, verify and export the audit log",
  webhook: "Send events to a URL, see and repeat what was sent",
} as const;

/** The command under which others are gathered (`sluice token …`); the first of them adds it. */
export function group(program: Command, name: keyof typeof descriptions): Command {
  const found = program.commands.find(command => command.name() === name);
  return found ?? program.command(name).description(descriptions[name]);
}
