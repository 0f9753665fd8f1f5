import { LANDMARKS_MIME, type LandmarksPayload, parseLandmarks } from 'fer-core/views';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { LandmarksView } from './landmarks-view';

/** Shows faces and their 68 points in a notebook's output. */
export class LandmarksRenderer extends PayloadRenderer<LandmarksPayload> {
  constructor(options: PayloadRendererOptions) {
    super(LANDMARKS_MIME, parseLandmarks, options);
  }

  protected override view(payload: LandmarksPayload): React.ReactElement {
    return <LandmarksView payload={payload} trans={this.trans} />;
  }
}
