/** One line over time. */
export interface Line {
  readonly name: string;
  readonly color: string;
  readonly points: readonly { readonly seconds: number; readonly value: number }[];
}

/** One graph below the other, with the same time axis. */
export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** A while to be marked in every graph. Seconds. */
export interface Mark {
  readonly name: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

const WIDTH = 760;
const LEFT = 60;
const PLOT_HEIGHT = 110;
const PANEL_HEIGHT = 165;
const TOP = 34;
const PLOT_WIDTH = WIDTH - LEFT - 20;

/** Draws panels as SVG, each from 0 to its greatest value; readable on light and dark pages. */
export function drawChart(panels: readonly Panel[], marks: readonly Mark[]): string {
  const longest = Math.max(1, ...panels.flatMap(({ lines }) => lines.flatMap(timesOf)));
  const height = panels.length * PANEL_HEIGHT + 10;
  const drawn = panels.map((panel, index) => drawPanel(panel, marks, { top: index * PANEL_HEIGHT, longest }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    "<title>Sessions, sockets and memory while simulated viewers play</title>",
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...drawn,
    "</svg>",
    "",
  ].join("\n");
}

interface Place {
  readonly top: number;
  /** Of the time axis. Seconds. */
  readonly longest: number;
}

function drawPanel({ title, lines }: Panel, marks: readonly Mark[], { top, longest }: Place): string {
  const greatest = roundUp(Math.max(1, ...lines.flatMap(({ points }) => points.map(({ value }) => value))));
  const base = top + TOP + PLOT_HEIGHT;
  const x = (seconds: number): string => (LEFT + (seconds / longest) * PLOT_WIDTH).toFixed(1);
  const y = (value: number): string => (base - (value / greatest) * PLOT_HEIGHT).toFixed(1);
  const legend = lines.map(
    ({ name, color }, index) =>
      `<text x="${LEFT + 200 + index * 170}" y="${top + 24}" fill="${color}">${name}</text>`,
  );
  const bands = marks.map(({ name, fromSeconds, toSeconds }) => {
    const width = (((toSeconds - fromSeconds) / longest) * PLOT_WIDTH).toFixed(1);
    return `<rect x="${x(fromSeconds)}" y="${top + TOP}" width="${width}" height="${PLOT_HEIGHT}" fill="#f4c9c9"><title>${name}</title></rect>`;
  });
  const curves = lines.map(({ color, points }) => {
    const path = points.map(({ seconds, value }) => `${x(seconds)},${y(value)}`).join(" ");
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="1.5"/>`;
  });
  return [
    `<text x="${LEFT}" y="${top + 24}" font-weight="bold" fill="#222">${title}</text>`,
    ...legend,
    ...bands,
    ...[0, greatest / 2, greatest].flatMap(value => gridLine(value, y(value))),
    ...curves,
    `<text x="${LEFT}" y="${base + 15}" fill="#555">0 s</text>`,
    `<text x="${LEFT + PLOT_WIDTH}" y="${base + 15}" fill="#555" text-anchor="end">${Math.round(longest)} s</text>`,
  ].join("\n");
}

function gridLine(value: number, y: string): readonly string[] {
  return [
    `<line x1="${LEFT}" x2="${LEFT + PLOT_WIDTH}" y1="${y}" y2="${y}" stroke="#ddd"/>`,
    `<text x="${LEFT - 6}" y="${Number(y) + 4}" fill="#555" text-anchor="end">${value}</text>`,
  ];
}

/** To two digits, so that the axis reads well. */
function roundUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step / 2) * step * 2;
}

function timesOf({ points }: Line): readonly number[] {
  return points.map(({ seconds }) => seconds);
}
