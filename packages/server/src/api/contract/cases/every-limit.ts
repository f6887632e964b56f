/** Each limit that tokens and streams share, in its longest form. */
export const everyLimit = {
  max_sessions: { count: 2, per: "token", over: "application", when_full: "evict-oldest" },
  max_watch_minutes: 90,
  max_bytes: 5_000_000_000,
  bind: { to: ["prefix", "agent"], rebinds: 4 },
  countries: { allow: ["DE", "AT"], deny: ["CH"] },
  asns: { deny: [64_496] },
  rules: [
    { effect: "deny", agents: ["curl/*"], ip: ["192.0.2.0/24"] },
    { effect: "allow", countries: ["DE"], asns: [3320], domains: ["*.example.com"] },
  ],
  hours: [{ days: ["mon", "fri"], from: "09:00", to: "17:30", time_zone: "Europe/Berlin" }],
  max_height: 720,
  renditions: ["360p", "720p"],
  download: false,
};

/** A change that takes each of them away. */
export const noLimit = Object.fromEntries(Object.keys(everyLimit).map(name => [name, null]));
