import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { EXPLANATION_MIME, explanationEvidence, type ExplanationPayload, parseExplanation } from 'fer-core/views';
import React from 'react';
import { type ImageSource, imageSource } from '../pictures/image-source';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { ExplainedMaps } from './explained-map';
import { ExplanationView } from './explanation-view';

/** Shows images under their class activation maps in a notebook's output; the kernel serves the images that did not travel with it. */
export class ExplanationRenderer extends PayloadRenderer<ExplanationPayload> {
  private shownImages: { source: ImageSource; maps: ExplainedMaps } | undefined;

  constructor(options: PayloadRendererOptions) {
    super(EXPLANATION_MIME, parseExplanation, options);
  }

  protected override follow(_: IRenderMime.IMimeModel, payload: ExplanationPayload): void {
    const { images } = payload;
    this.shownImages = {
      source: imageSource(images, images.ids.length, this.object),
      maps: new ExplainedMaps(payload, explanationEvidence(payload)),
    };
  }

  protected override view(payload: ExplanationPayload): React.ReactElement {
    return <ExplanationView payload={payload} {...this.shownImages!} trans={this.trans} />;
  }
}
