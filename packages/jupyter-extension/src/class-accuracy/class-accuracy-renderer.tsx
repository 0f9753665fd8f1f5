import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { CLASS_ACCURACY_MIME, type ClassAccuracyPayload, parseClassAccuracy } from 'fer-core/views';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { ClassAccuracyView } from './class-accuracy-view';
import { type ImageSource, imageSource } from '../pictures/image-source';

/** Shows an evaluation in a notebook's output. */
export class ClassAccuracyRenderer extends PayloadRenderer<ClassAccuracyPayload> {
  private source: ImageSource | null = null;

  constructor(options: PayloadRendererOptions) {
    super(CLASS_ACCURACY_MIME, parseClassAccuracy, options);
  }

  protected override follow(_: IRenderMime.IMimeModel, { images }: ClassAccuracyPayload): void {
    this.source = images && imageSource(images, images.ids.length, this.object);
  }

  protected override view(payload: ClassAccuracyPayload): React.ReactElement {
    return <ClassAccuracyView payload={payload} source={this.source} trans={this.trans} />;
  }
}
