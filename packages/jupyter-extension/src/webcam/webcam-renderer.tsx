import { parseWebcam, WEBCAM_MIME, type WebcamPayload } from 'fer-core/views';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { WebcamView } from './webcam-view';

/** Shows the reader's camera with what the kernel sees in it. */
export class WebcamRenderer extends PayloadRenderer<WebcamPayload> {
  constructor(options: PayloadRendererOptions) {
    super(WEBCAM_MIME, parseWebcam, options);
  }

  protected override view(payload: WebcamPayload): React.ReactElement {
    return <WebcamView payload={payload} object={this.object} trans={this.trans} />;
  }
}
