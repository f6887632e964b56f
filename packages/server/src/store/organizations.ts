import type { Audit } from "./audit.ts";

export interface OrganizationStore {
  /**
   * Removes everything that belongs to an organization, its audit log among it, in one step. Nothing happens when there
   * is nothing.
   */
  removeOrganization(code: string, audit?: Audit<void>): Promise<void>;
}
