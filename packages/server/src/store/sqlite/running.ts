/** SQL for a session that runs, twice over: once as the partial indexes have it, and once as `sessions_by_token` has it. */
export const IS_RUNNING = "ended_at_seconds IS NULL AND (ended_at_seconds IS NULL) = 1";

/** SQL for a session that is over, as `sessions_by_token` has it. */
export const IS_OVER = "(ended_at_seconds IS NULL) = 0";
