import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { TrainingPayload } from 'fer-core/views';
import { PlotlyCanvas } from '../plotly/plotly-canvas';
import { trainingFigure, trainingFigureHeight } from './training-figure';

/** Size of the picture in a saved notebook, in CSS pixels. */
const PICTURE_WIDTH = 900;

/** The curves of one training in an element that changes in place. */
export class TrainingCurves implements IDisposable {
  private readonly canvas = new PlotlyCanvas();

  constructor(private readonly trans: TranslationBundle) {
    this.canvas.node.classList.add('fer-training-curves');
  }

  get node(): HTMLElement {
    return this.canvas.node;
  }

  get isDisposed(): boolean {
    return this.canvas.isDisposed;
  }

  /** Shows the training as it stands. */
  show(payload: TrainingPayload): Promise<void> {
    return this.canvas.show((theme, width) => {
      this.node.style.height = `${trainingFigureHeight(width)}px`;
      return trainingFigure(payload, theme, width, this.trans);
    });
  }

  /** Base64 of a PNG on white paper. */
  picture(): Promise<string> {
    return this.canvas.picture(PICTURE_WIDTH, trainingFigureHeight(PICTURE_WIDTH));
  }

  dispose(): void {
    this.canvas.dispose();
  }
}
