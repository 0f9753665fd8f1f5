import type { IDisposable } from '@lumino/disposable';
import type { Data } from 'plotly.js-dist-min';
import type { Figure } from './figure';
import { loadPlotly, type Plotly } from './plotly-module';
import { onThemeChange, PAPER_COLORS, plotlyTemplate, type ThemeColors, themeColors } from './theme';

/** A figure, or a function that makes it for the colours and the width at hand. */
export type FigureSource = Figure | ((theme: ThemeColors, width: number) => Figure);

/** What plotly tells of a selection; undefined where there is none any more. */
export type SelectionTold = { points: { pointIndex: number }[] } | undefined;

/** `plotly_deselect` is left out: plotly tells it of its own drawing too. */
type SelectionEvent = 'plotly_selected' | 'plotly_doubleclick';

/**
 * An element that holds one plotly figure: changes it in place, keeps the reader's zoom, follows size and theme.
 * Nothing is drawn while the element has no size.
 */
export class PlotlyCanvas implements IDisposable {
  readonly node = document.createElement('div');
  private source: FigureSource | undefined;
  private plotly: Plotly | undefined;
  private drawing: Promise<void> | undefined;
  private stale = false;
  private disposed = false;
  private width = 0;
  private readonly listeners: [event: SelectionEvent, listener: (told: SelectionTold) => unknown][] = [];
  private readonly observer: ResizeObserver;
  private readonly unfollowTheme: () => void;

  constructor() {
    this.node.className = 'fer-plotly';
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.node);
    this.unfollowTheme = onThemeChange(() => void this.draw());
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Shows a figure in place of the last one. Resolves when it is drawn, or at once while there is no room to draw. */
  show(source: FigureSource): Promise<void> {
    this.source = source;
    return this.draw();
  }

  /** Calls `listener` when the reader chooses points or clicks twice, from the first drawing on; to be called before it. */
  on(event: SelectionEvent, listener: (told: SelectionTold) => void): void {
    this.listeners.push([event, listener]);
  }

  /**
   * The figure as base64 of a PNG on white paper.
   * @param width in CSS pixels; the picture has twice as many.
   */
  async picture(width: number, height: number): Promise<string> {
    const plotly = await loadPlotly();
    if (this.source === undefined) throw new Error('plotly figure: expected a figure, got none');
    const { data, layout } = prepared(this.source, PAPER_COLORS, width);
    const figure = { data, layout: { ...layout, width, height, autosize: false } };
    const url = await plotly.toImage(figure, { format: 'png', width, height, scale: 2 });
    return url.slice(url.indexOf(',') + 1);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.observer.disconnect();
    this.unfollowTheme();
    this.plotly?.purge(this.node);
  }

  /** Draws the last figure; calls that come while it draws are served by one more drawing. */
  private async draw(): Promise<void> {
    this.stale = true;
    this.drawing ??= this.drawAll().finally(() => (this.drawing = undefined));
    await this.drawing;
  }

  private async drawAll(): Promise<void> {
    const plotly = (this.plotly ??= await loadPlotly());
    while (this.stale && !this.disposed && this.source !== undefined && this.node.clientWidth > 0) {
      this.stale = false;
      this.width = this.node.clientWidth;
      const { data, layout, config, frames } = prepared(this.source, themeColors(), this.width);
      const options = { displaylogo: false, ...config, responsive: false };
      // Only this form replaces frames too; plotly's types leave it out.
      const figure = { data, layout, config: options, ...(frames ? { frames } : {}) } as unknown as Data[];
      const drawn = await plotly.react(this.node, figure);
      for (const [event, listener] of this.listeners.splice(0)) drawn.on(event as 'plotly_selected', listener as (told: unknown) => unknown);
    }
  }

  private resized(): void {
    const width = this.node.clientWidth;
    if (width === 0 || this.disposed) return;
    // Stale where there was no room when it should have been drawn, as while a theme changes.
    if (this.stale || this.width === 0 || (typeof this.source === 'function' && width !== this.width)) void this.draw();
    else if (this.plotly !== undefined && this.drawing === undefined) this.plotly.Plots.resize(this.node);
  }
}

/** A copy that plotly may write into, in our colours unless the figure has its own. */
function prepared(source: FigureSource, theme: ThemeColors, width: number): Required<Pick<Figure, 'data' | 'layout'>> & Figure {
  const { data, layout = {}, config, frames } = typeof source === 'function' ? source(theme, width) : source;
  const own = structuredClone(layout);
  own.template ??= plotlyTemplate(theme);
  own.uirevision ??= 'kept'; // the same value each time keeps zoom and hidden traces
  own.autosize ??= own.width === undefined;
  return { data: structuredClone(data), layout: own, config, frames };
}
