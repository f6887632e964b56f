/** What can be wrong with a chain of audit entries, each with what it says. The codes are stable. */
export const auditFaults = {
  "entry-missing": "A number is left out, at the end too.",
  "entry-moved": "An entry stands in another one's place.",
  "entry-altered": "An entry is not what its hash was made of.",
  "link-broken": "An entry does not hold the hash of the one before it: one of them was replaced.",
  "details-altered": "`before`, `after` or `user` are not what their hash was made of.",
  "details-erased": "They are gone, and no erasure later in the log names the entry.",
  "head-wrong": "The note of which entry is the last one is gone, or names another entry.",
  "seal-wrong":
    "That note bears no seal, or one that this master key did not make: the end was cut off, or every hash made anew.",
  "noted-differs":
    "The entry that was noted elsewhere is another one here, or not there: an older copy, or a new log.",
} as const;

export type AuditFault = keyof typeof auditFaults;
