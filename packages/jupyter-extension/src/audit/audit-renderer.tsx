import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { AUDIT_MIME, type AuditPayload, parseAudit } from 'fer-core/views';
import React from 'react';
import { type ImageSource, imageSource } from '../pictures/image-source';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { AuditView } from './audit-view';

/** Shows an audit of data in a notebook's output. */
export class AuditRenderer extends PayloadRenderer<AuditPayload> {
  private source: ImageSource | null = null;

  constructor(options: PayloadRendererOptions) {
    super(AUDIT_MIME, parseAudit, options);
  }

  protected override follow(_: IRenderMime.IMimeModel, { pictures, images }: AuditPayload): void {
    this.source = pictures && imageSource(pictures, images.ids.length, this.object);
  }

  protected override view(payload: AuditPayload): React.ReactElement {
    return <AuditView payload={payload} source={this.source} trans={this.trans} />;
  }
}
