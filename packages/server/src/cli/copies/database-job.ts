import type { CopyFacts, CopyFault, CopyRelation, RestoreReport } from "../../store/restore.ts";

/** Who ordered a restore, for the audit log. */
export interface RestoreActor {
  readonly organization: string;
  readonly id: string;
  readonly address: string | undefined;
}

/** Work on database files that takes long and is done in a thread of its own. */
export type DatabaseJob =
  | {
      readonly job: "copy";
      readonly current: string;
      readonly target: string;
      readonly nowMilliseconds: number;
    }
  | {
      readonly job: "judge";
      readonly current: string;
      readonly copy: string;
      readonly masterKeyCheck: Uint8Array;
    }
  | {
      readonly job: "restore";
      readonly current: string;
      readonly copy: string;
      readonly relation: CopyRelation;
      readonly takenAtMilliseconds: number;
      readonly nowMilliseconds: number;
      readonly auditKey: Uint8Array;
      readonly actor: RestoreActor;
    };

/** What each job answers. */
export interface DatabaseJobAnswers {
  readonly copy: undefined;
  readonly judge: CopyFacts | { readonly fault: CopyFault };
  readonly restore: RestoreReport;
}
