import { COMPARISON_MIME, type ComparisonPayload, parseComparison } from 'fer-core/views';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { ComparisonView } from './comparison-view';

/** Shows runs beside each other in a notebook's output. */
export class ComparisonRenderer extends PayloadRenderer<ComparisonPayload> {
  constructor(options: PayloadRendererOptions) {
    super(COMPARISON_MIME, parseComparison, options);
  }

  protected override view(payload: ComparisonPayload): React.ReactElement {
    return <ComparisonView payload={payload} trans={this.trans} />;
  }
}
