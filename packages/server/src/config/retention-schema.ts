import { z } from "zod";
import { noted } from "../declarations/setting-notes.ts";

/** Longer than any installation has run. */
const MOST_DAYS = 36_500;
/** In place of a number: nothing is removed. */
const FOR_EVER = "for-ever";

/** A table's retention: whole days, at least one, or for ever. */
function days(standard: number, description: string) {
  return noted(z.union([z.int().min(1).max(MOST_DAYS), z.literal(FOR_EVER)]).default(standard), {
    description,
    allowed: `whole days from 1 to ${MOST_DAYS}, or the word ${FOR_EVER}`,
  });
}

/** How long what is over is kept, by kind. The audit log is not among them: it is kept for ever. */
export const retentionSchema = z.strictObject({
  tokens_days: days(30, "Tokens, so long after they have expired. Tokens without an end stay."),
  sessions_days: days(90, "Sessions, so long after their end."),
  decisions_days: days(30, "Decisions, by their age; of all, the last 100,000."),
  usage_days: days(400, "Usage, by the age of its hour or day."),
  deliveries_days: days(30, "Deliveries of webhooks, by their age, whatever has become of them."),
});

/** The settings after checking. */
export type RetentionSettings = z.output<typeof retentionSchema>;

/** Days as the program counts them; undefined: for ever. */
export function daysOf(setting: RetentionSettings[keyof RetentionSettings]): number | undefined {
  return setting === FOR_EVER ? undefined : setting;
}
