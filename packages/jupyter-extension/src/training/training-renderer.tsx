import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { parseTraining, TRAINING_MIME, type TrainingPayload } from 'fer-core/views';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { SavedPicture } from '../rendering/saved-picture';
import { StopButton } from './stop-button';
import { TrainingCurves } from './training-curves';
import { TrainingView } from './training-view';

/** Shows a training in a notebook's output, with a Stop button that reaches its kernel. */
export class TrainingRenderer extends PayloadRenderer<TrainingPayload> {
  private readonly curves: TrainingCurves;
  private readonly picture: SavedPicture;

  constructor(options: PayloadRendererOptions) {
    super(TRAINING_MIME, parseTraining, options);
    this.curves = new TrainingCurves(options.trans);
    this.picture = new SavedPicture(() => this.curves.picture());
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.picture.dispose();
    this.curves.dispose();
    super.dispose();
  }

  protected override follow(model: IRenderMime.IMimeModel, payload: TrainingPayload): void {
    this.curves.show(payload).catch((error: unknown) => console.error('The training curves could not be drawn', error));
    if (payload.history.length > 0) this.picture.follow(model);
  }

  protected override view(payload: TrainingPayload): React.ReactElement {
    const stop = <StopButton object={this.object} state={payload.state} trans={this.trans} />;
    return <TrainingView payload={payload} curves={this.curves.node} action={stop} trans={this.trans} />;
  }
}
