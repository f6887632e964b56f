import { graph, quantiles, type Row, rateBy } from "../panel.ts";

/** Who is let in, who is not, and how long it takes. */
export const access: Row = {
  title: "Access",
  panels: [
    graph("Decisions by outcome", "reqps", "Every decision, by door. The gateway and pages are viewers.", [
      { expr: rateBy("sluice_decisions_total", "outcome, door"), legend: "{{outcome}} at {{door}}" },
    ]),
    graph(
      "Refusals by reason",
      "reqps",
      "docs/deny-reasons.md says what each means and what to do. store-unavailable and origin-… are faults of ours.",
      [
        {
          expr: rateBy("sluice_decisions_total", "reason", ', outcome="deny"'),
          legend: "{{reason}}",
        },
      ],
    ),
    graph(
      "Decision latency",
      "s",
      "From the parsed request to the decision, the origin included.",
      quantiles("sluice_decision_seconds"),
    ),
    graph("Sessions", "short", "Running now.", [
      { expr: "sum by (instance) (sluice_sessions_live{$i})", legend: "{{instance}}" },
    ]),
    graph("Sessions begun and ended", "cps", "Begun by door, ended by reason.", [
      {
        expr: rateBy("sluice_sessions_started_total", "door, action"),
        legend: "{{action}} begun at {{door}}",
      },
      { expr: rateBy("sluice_sessions_ended_total", "reason"), legend: "ended: {{reason}}" },
    ]),
    graph("Admissions", "cps", "What the store said. failed: it could not answer, and nobody was let in.", [
      { expr: rateBy("sluice_admissions_total", "outcome"), legend: "{{outcome}}" },
    ]),
    graph("Guesses throttled", "cps", "Wrong tokens and keys beyond what one address may try.", [
      { expr: rateBy("sluice_guesses_throttled_total", "credential"), legend: "{{credential}}" },
    ]),
    graph("Decisions dropped", "cps", "Logged, and not kept for `sluice why`: too many came at once.", [
      { expr: rateBy("sluice_decisions_dropped_total", "instance"), legend: "{{instance}}" },
    ]),
    graph(
      "Revocation until effect",
      "s",
      "From the call until nothing that it covers is open. Above 1 s something is wrong.",
      quantiles("sluice_revocation_effect_seconds"),
    ),
  ],
};
