import { once } from "node:events";
import { z } from "zod";
import { askForText } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { pastMoment, wholeNumber } from "../option-values.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** Entries of one request. */
const PAGE = 1_000;

interface ExportFlags extends ServerFlags {
  readonly since?: number;
  readonly after?: number;
}

const numbered = z.object({ number: z.int() });

/** `sluice audit export`: the log as lines of JSON, with all that is needed to verify them elsewhere. */
export const addAuditExport: AddCommand = program => {
  const command = group(program, "audit")
    .command("export")
    .description(
      "Print the audit log as lines of JSON, the first entry first: sluice audit export > audit.ndjson",
    )
    .option(
      "--since <time>",
      "from the first entry of then on: Unix seconds, 2027-01-31T18:00Z, or 2h ago as 2h",
      pastMoment,
    )
    .option("--after <number>", "entries behind this one only", wholeNumber);
  addServerOptions(command).action(exportLog);
};

async function exportLog(flags: ExportFlags): Promise<void> {
  await onServer(flags, async connection => {
    let { after, since } = flags;
    for (;;) {
      const query = { after, since, limit: PAGE };
      const lines = await askForText(connection, { method: "GET", path: "/v1/audit/export", query });
      if (lines === "") return;
      if (!process.stdout.write(lines)) await once(process.stdout, "drain");
      const last = lines.trimEnd();
      after = numberIn(last.slice(last.lastIndexOf("\n") + 1));
      since = undefined;
    }
  });
}

function numberIn(line: string): number {
  const entry = numbered.safeParse(JSON.parse(line));
  if (entry.success) return entry.data.number;
  throw new PlainFailure("The audit log is broken here: sluice audit verify tells how.");
}
