import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { EmbeddingPayload } from 'fer-core/views';
import { PlotlyCanvas } from '../plotly/plotly-canvas';
import { categoryColors, DISTINCT_COLORS } from './category-colors';
import { embeddingFigure, type EmbeddingLook } from './embedding-figure';

/** Size of the picture in a saved notebook, in CSS pixels. */
const PICTURE = { width: 720, height: 480 };

/** The points of one embedding in an element that changes in place. */
export class EmbeddingPlot implements IDisposable {
  /** Called with the indices of the images that the reader has drawn around, at least one; null when the choice is given up by a double click. */
  onSelected: (indices: readonly number[] | null) => void = () => undefined;
  private readonly canvas = new PlotlyCanvas();

  constructor(private readonly trans: TranslationBundle) {
    this.canvas.node.classList.add('fer-embedding-plot');
    this.canvas.on('plotly_selected', (told) => {
      // Without points where plotly draws anew and drops an outline.
      if (told?.points.length) this.onSelected(told.points.map(({ pointIndex }) => pointIndex));
    });
    this.canvas.on('plotly_doubleclick', () => this.onSelected(null));
  }

  get node(): HTMLElement {
    return this.canvas.node;
  }

  get isDisposed(): boolean {
    return this.canvas.isDisposed;
  }

  /** Shows the points as they are looked at. */
  show(payload: EmbeddingPayload, look: EmbeddingLook): Promise<void> {
    const colors = Math.max(DISTINCT_COLORS, payload.labels.length);
    return this.canvas.show((theme) => embeddingFigure(payload, look, theme, categoryColors(colors), this.trans));
  }

  /** Base64 of a PNG on white paper. */
  picture(): Promise<string> {
    return this.canvas.picture(PICTURE.width, PICTURE.height);
  }

  dispose(): void {
    this.canvas.dispose();
  }
}
