import { verifyAuditFile } from "../audit-file.ts";
import { ask } from "../connection/ask.ts";
import { auditVerificationAnswer } from "../connection/audit-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { verifiedFileText, verifiedText } from "../output/audit-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const BROKEN_EXIT_CODE = 1;
/** A million entries take some seconds. */
const PATIENCE_MILLISECONDS = 15 * 60 * 1000;

interface VerifyFlags extends ServerFlags {
  readonly file?: string;
  readonly noted?: string;
  readonly organization?: string;
}

/** `sluice audit verify`: looks for one altered or missing entry. Exit code 1 when there is one. */
export const addAuditVerify: AddCommand = program => {
  const command = group(program, "audit")
    .command("verify")
    .description("Look for one altered or missing entry of the audit log (exit code 1 when there is one)")
    .option("--file <file>", "an export instead of a server's log; - reads it from standard input")
    .option("--noted <number:hash>", "an entry that was kept elsewhere: it must still be there")
    .option("--organization <code>", "the log of this organization (default: one's own)");
  addServerOptions(command).action(verify);
};

async function verify(flags: VerifyFlags): Promise<void> {
  if (flags.file !== undefined) return verifyFile(flags.file, flags.json === true);
  await onServer(flags, async connection => {
    const { noted, organization } = flags;
    const call = {
      method: "POST",
      path: "/v1/audit/verify",
      query: { noted, organization },
      patienceMilliseconds: PATIENCE_MILLISECONDS,
    } as const;
    const { value, raw } = await ask(connection, call, auditVerificationAnswer);
    if (flags.json) printJson(raw);
    else print(verifiedText(value));
    if (!value.ok) process.exitCode = BROKEN_EXIT_CODE;
  });
}

async function verifyFile(path: string, json: boolean): Promise<void> {
  const verification = await verifyAuditFile(path);
  const { problem, entries, first, head } = verification;
  if (json) printJson({ ok: !problem, entries, first, head, sealed: null, first_problem: problem ?? null });
  else print(verifiedFileText(verification));
  if (problem) process.exitCode = BROKEN_EXIT_CODE;
}
