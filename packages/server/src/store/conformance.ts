import { describe } from "vitest";
import { admissionConformance } from "./conformance/admissions.ts";
import { apiKeyConformance } from "./conformance/api-keys.ts";
import { auditConformance } from "./conformance/audit.ts";
import { bindingConformance } from "./conformance/bindings.ts";
import { comebackConformance } from "./conformance/comebacks.ts";
import { connectionConformance } from "./conformance/connections.ts";
import { countedLimitsConformance } from "./conformance/counted-limits.ts";
import { delegationConformance } from "./conformance/delegations.ts";
import { idempotencyConformance } from "./conformance/idempotency.ts";
import { listConformance } from "./conformance/lists.ts";
import { organizationConformance } from "./conformance/organizations.ts";
import { recordConformance } from "./conformance/records.ts";
import { renewalConformance } from "./conformance/renewals.ts";
import { retentionConformance } from "./conformance/retention.ts";
import { revocationConformance } from "./conformance/revocations.ts";
import { signedTokenConformance } from "./conformance/signed-tokens.ts";
import { slotConformance } from "./conformance/slots.ts";
import { type OpenStore, withCleanup } from "./conformance/subject.ts";
import { subscriberConformance } from "./conformance/subscribers.ts";
import { timeTravelConformance } from "./conformance/time-travel.ts";
import { tokenChangeConformance } from "./conformance/token-changes.ts";
import { tokenKeyConformance } from "./conformance/token-keys.ts";
import { usageConformance } from "./conformance/usage.ts";
import { webhookConformance } from "./conformance/webhooks.ts";

/** The promises of `Store`, as tests that every backend passes. `open` makes a fresh store for each test. */
export function storeConformance(name: string, open: OpenStore): void {
  describe(`the ${name} store`, () => {
    const openClean = withCleanup(open);
    describe("admissions", () => admissionConformance(openClean));
    describe("connections of media servers", () => connectionConformance(openClean));
    describe("who comes back by another connection", () => comebackConformance(openClean));
    describe("signed tokens", () => signedTokenConformance(openClean));
    describe("renewals", () => renewalConformance(openClean));
    describe("slots and sessions", () => slotConformance(openClean));
    describe("limits that are counted", () => countedLimitsConformance(openClean));
    describe("bindings", () => bindingConformance(openClean));
    describe("revocations", () => revocationConformance(openClean));
    describe("API keys", () => apiKeyConformance(openClean));
    describe("token keys", () => tokenKeyConformance(openClean));
    describe("subscribers", () => subscriberConformance(openClean));
    describe("delegation", () => delegationConformance(openClean));
    describe("audit log", () => auditConformance(openClean));
    describe("changes of tokens", () => tokenChangeConformance(openClean));
    describe("requests that make tokens once", () => idempotencyConformance(openClean));
    describe("another second", () => timeTravelConformance(openClean));
    describe("organizations and groups", () => organizationConformance(openClean));
    describe("records", () => recordConformance(openClean));
    describe("lists", () => listConformance(openClean));
    describe("webhooks", () => webhookConformance(openClean));
    describe("retention", () => retentionConformance(openClean));
    describe("usage", () => usageConformance(openClean));
  });
}
