const GATE = "M7 3v16M25 3v16M3.5 6h25M16 6v4";
const PANEL = "M11.75 10.5h8.5v5.5h-8.5z";
const WATER = [
  "M3 22.5c3.25 0 3.25-2 6.5-2s3.25 2 6.5 2 3.25-2 6.5-2 3.25 2 6.5 2",
  "M3 28c3.25 0 3.25-2 6.5-2s3.25 2 6.5 2 3.25-2 6.5-2 3.25 2 6.5 2",
];

const paths = (className: string, ...shapes: readonly string[]) =>
  shapes.map(d => `<path class="${className}" d="${d}"/>`).join("");

/** The Sluice mark as inline SVG: a gate, raised, and the water that passes below it. */
export const wordMark = `<svg viewBox="0 0 32 32" aria-hidden="true">${paths("gate", GATE)}${paths("panel", PANEL)}${paths("water", ...WATER)}</svg>`;

/** The same for browser tabs, as a data URL, so that no page asks for /favicon.ico. Needs `img-src data:`. */
export const iconUrl = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#0b7c9e" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">${paths("", GATE, PANEL, ...WATER)}</svg>`,
)}`;
