import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { ModuleView } from './module-view';
import { SharedState } from './shared-state';
import { SliderView } from './slider-view';
import { parseWidget, type WidgetPayload } from './widget-payload';

/** Draws a widget of kernel-extras and lets it move the value in the kernel. */
export class WidgetRenderer extends PayloadRenderer<WidgetPayload> {
  private readonly shared = new SharedState((changes) => this.object.call('set', changes));

  constructor(mimeType: string, options: PayloadRendererOptions) {
    super(mimeType, parseWidget, options);
    this.addClass('fer-widget');
    this.shared.changed.connect(() => this.update());
  }

  protected override follow(_model: IRenderMime.IMimeModel, payload: WidgetPayload): void {
    this.shared.take(payload);
  }

  protected override view(payload: WidgetPayload): React.ReactElement {
    const { shared, trans } = this;
    const isAbsent = this.object.absence !== null;
    return (
      <>
        {'esm' in payload ? (
          <ModuleView esm={payload.esm} shared={shared} />
        ) : payload.kind === 'slider' ? (
          <SliderView state={shared.state} isSettled={shared.isSettled} disabled={isAbsent} onChange={(changes) => shared.set(changes)} trans={trans} />
        ) : (
          <p className="fer-problem">{trans.__('This extension draws no widget of the kind “%1”; a newer one may.', payload.kind)}</p>
        )}
        {shared.problem !== null && (
          <p className="fer-problem" role="alert">
            {shared.problem}
          </p>
        )}
        {isAbsent && <p className="fer-hint">{trans.__('The kernel no longer holds this widget; run the cell again to move it.')}</p>}
      </>
    );
  }
}
