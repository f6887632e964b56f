import { storageFault } from "../../../store/sqlite/storage-fault.ts";
import { openForLooking } from "./open-for-looking.ts";

// Started by quick-check.ts: prints what is broken in the database file of its argument, as a JSON array of texts.
const MOST_FAULTS = 3;

process.stdout.write(JSON.stringify(check(process.argv[2] ?? "")));

function check(file: string): readonly string[] {
  try {
    const database = openForLooking(file);
    const rows = database.prepare(`PRAGMA quick_check(${MOST_FAULTS})`).all();
    const faults = rows.map(row => String(row.quick_check)).filter(text => text !== "ok");
    return faults.flatMap(text => text.split("\n")).slice(0, MOST_FAULTS);
  } catch (error) {
    return [storageFault(error)?.message ?? "the database cannot be read"];
  }
}
