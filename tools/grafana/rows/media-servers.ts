import { graph, type Row, rateBy } from "../panel.ts";

/** Media servers whose API is configured: whether it answers, and whether connections are cut. */
export const mediaServers: Row = {
  title: "Media servers",
  panels: [
    graph("API answers", "short", "1 while it does. While it does not, nobody can be cut there.", [
      { expr: "min by (server) (sluice_media_server_up{$i})", legend: "{{server}}" },
    ]),
    graph("Connections cut", "cps", "What came of it. failed: somebody stays connected without leave.", [
      { expr: rateBy("sluice_kicks_total", "server, outcome"), legend: "{{outcome}} at {{server}}" },
    ]),
    graph(
      "Clients that nobody knows",
      "short",
      "Listed by the server, and none of Sluice's business as far as it knows.",
      [{ expr: "sum by (server) (sluice_unknown_clients{$i})", legend: "{{server}}" }],
    ),
  ],
};
