import { plotly, type PlotlyFigure } from './constructors';
import { DISPLAY, type Displayable, type MimeBundle } from './mime-bundle';

/** Options of {@link livePlot}. */
export interface LivePlotOptions {
  /** Default: none. */
  title?: string;
  /** Title of the horizontal axis. Default: none. */
  x?: string;
  /** Title of the vertical axis. Default: none. */
  y?: string;
  /** Logarithmic vertical axis. Default: false. */
  logarithmic?: boolean;
  /** Points kept of each curve; when there are more, every second one is left out. Default: 2000. */
  points?: number;
}

interface Curve {
  x: number[];
  y: number[];
  /** One of this many points is kept. */
  every: number;
  seen: number;
}

/**
 * Curves that grow while the cell runs.
 *
 * @example
 * const plot = livePlot({ title: 'training', x: 'step', y: 'loss' });
 * display(plot);
 * for (let step = 0; step < 100; step++) plot.add('loss', step, await train());
 */
export function livePlot(options: LivePlotOptions = {}): LivePlot {
  return new LivePlot(options);
}

/** A plotly figure that tells when it changes; what {@link livePlot} makes. */
export class LivePlot implements Displayable {
  private readonly curves = new Map<string, Curve>();
  private readonly listeners = new Set<() => void>();
  private readonly points: number;

  /** @throws `livePlot: points must be a whole number of at least 2, got …` */
  constructor(private readonly options: LivePlotOptions) {
    this.points = options.points ?? 2000;
    if (!Number.isInteger(this.points) || this.points < 2) {
      throw new Error(`livePlot: points must be a whole number of at least 2, got ${this.points}`);
    }
  }

  /** Adds a point to the curve with this name; a name that is new starts a curve. */
  add(curve: string, x: number, y: number): void {
    let kept = this.curves.get(curve);
    if (kept === undefined) this.curves.set(curve, (kept = { x: [], y: [], every: 1, seen: 0 }));
    if (kept.seen++ % kept.every === 0) {
      kept.x.push(x);
      kept.y.push(y);
    }
    if (kept.x.length > this.points) {
      kept.x = kept.x.filter((_, index) => index % 2 === 0);
      kept.y = kept.y.filter((_, index) => index % 2 === 0);
      kept.every *= 2;
    }
    for (const listener of this.listeners) listener();
  }

  /** Calls `listener` after each change; the function returned ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The figure as it is now. */
  figure(): PlotlyFigure {
    const { title, x, y, logarithmic } = this.options;
    const titled = (text: string | undefined): object => (text === undefined ? {} : { title: { text } });
    const data = [...this.curves].map(([name, curve]) => {
      return { name, type: 'scatter', mode: 'lines', x: [...curve.x], y: [...curve.y] };
    });
    const yaxis = { ...titled(y), ...(logarithmic === true ? { type: 'log' } : {}) };
    return { data, layout: { ...titled(title), xaxis: titled(x), yaxis } };
  }

  [DISPLAY](): MimeBundle | Promise<MimeBundle> {
    const last = [...this.curves].map(([name, { y }]) => `${name} ${y.at(-1)}`);
    const bundle = plotly(this.figure())[DISPLAY]() as MimeBundle;
    return { ...bundle, 'text/plain': [this.options.title ?? 'plot', ...last].join('\n') };
  }
}
