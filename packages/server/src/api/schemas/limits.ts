import { limitFields as field } from "../../declarations/limits/limit-schemas.ts";

/** Each limit as an answer has it; null: none. */
export const limitAnswers = {
  max_uses: field.max_uses.nullable(),
  max_sessions: field.max_sessions.nullable(),
  max_watch_minutes: field.max_watch_minutes.nullable(),
  max_bytes: field.max_bytes.nullable(),
  bind: field.bind.nullable(),
  countries: field.countries.nullable(),
  asns: field.asns.nullable(),
  rules: field.rules.nullable(),
  hours: field.hours.nullable(),
  max_height: field.max_height.nullable(),
  renditions: field.renditions.nullable(),
  download: field.download.nullable(),
} as const;

/** Each limit as a change has it: left out it stays, null takes it away. */
export const limitChanges = {
  max_uses: limitAnswers.max_uses.optional(),
  max_sessions: limitAnswers.max_sessions.optional(),
  max_watch_minutes: limitAnswers.max_watch_minutes.optional(),
  max_bytes: limitAnswers.max_bytes.optional(),
  bind: limitAnswers.bind.optional(),
  countries: limitAnswers.countries.optional(),
  asns: limitAnswers.asns.optional(),
  rules: limitAnswers.rules.optional(),
  hours: limitAnswers.hours.optional(),
  max_height: limitAnswers.max_height.optional(),
  renditions: limitAnswers.renditions.optional(),
  download: limitAnswers.download.optional(),
} as const;
