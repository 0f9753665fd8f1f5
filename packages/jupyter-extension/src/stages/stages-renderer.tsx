import { parseStages, STAGES_MIME, type StagesPayload } from 'fer-core/views';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { StagesView } from './stages-view';

/** Shows in a notebook's output what lies between a photo and its labels. */
export class StagesRenderer extends PayloadRenderer<StagesPayload> {
  constructor(options: PayloadRendererOptions) {
    super(STAGES_MIME, parseStages, options);
  }

  protected override view(payload: StagesPayload): React.ReactElement {
    return <StagesView payload={payload} trans={this.trans} />;
  }
}
