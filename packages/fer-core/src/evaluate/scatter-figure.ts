import { svgPicture, svgText } from './drawing';

/** Points drawn in one colour. */
export interface ScatterGroup {
  name: string;
  /** Indices into `x` and `y`. */
  points: readonly number[];
}

export interface ScatterFigureOptions {
  title: string;
  x: readonly number[];
  y: readonly number[];
  /** Drawn in this order, each with a line in the legend. */
  groups: readonly ScatterGroup[];
  /** Names of the axes; default none. */
  axes?: readonly [x: string, y: string];
}

/** Side of the plot, and what stands around it, in pixels. */
const SIDE = 520;
const LEFT = 40;
const TOP = 44;
const LEGEND = 170;

/** Okabe and Ito's colours, which stay apart for every kind of colour blindness; black last. */
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7', '#000000', '#8a8a8a'];

/** Points of the plane in colours by group, as an SVG picture. The axes have no ticks: only who lies near whom is told. */
export function scatterFigure({ title, x, y, groups, axes }: ScatterFigureOptions): string {
  const [right, down] = [scale(x, SIDE), scale(y, SIDE)];
  const parts = [
    svgText(LEFT, 26, title, { size: 14 }),
    `<rect x="${LEFT}" y="${TOP}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#bbb"/>`,
  ];
  groups.forEach(({ name, points }, index) => {
    const color = COLORS[index % COLORS.length]!;
    const dots = points.map((point) => `M${LEFT + right(x[point]!)} ${TOP + SIDE - down(y[point]!)}h0`).join('');
    parts.push(
      `<path d="${dots}" stroke="${color}" stroke-opacity="0.7" stroke-width="5" stroke-linecap="round" fill="none"/>`,
    );
    const line = TOP + 14 + index * 22;
    parts.push(
      `<circle cx="${LEFT + SIDE + 22}" cy="${line - 4}" r="5" fill="${color}"/>`,
      svgText(LEFT + SIDE + 34, line, `${name} (${points.length})`),
    );
  });
  if (axes)
    parts.push(
      svgText(LEFT + SIDE / 2, TOP + SIDE + 22, axes[0], { anchor: 'middle' }),
      svgText(LEFT - 14, TOP + SIDE / 2, axes[1], { anchor: 'middle', turn: -90 }),
    );
  return svgPicture(LEFT + SIDE + LEGEND, TOP + SIDE + 40, parts);
}

/** Places values in a length with a margin, in tenths of a pixel. */
function scale(values: readonly number[], length: number): (value: number) => number {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const margin = 10;
  const factor = most > least ? (length - 2 * margin) / (most - least) : 0;
  return (value) => Math.round(10 * (most > least ? margin + (value - least) * factor : length / 2)) / 10;
}
