import type { ISessionContext } from '@jupyterlab/apputils';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import { LiveObject } from '../kernel/live-object';

/** What every view of an output is given. */
export interface PayloadRendererOptions {
  trans: TranslationBundle;
  /** The notebook's; null in previews and other places without a kernel. */
  session: ISessionContext | null;
}

/** Renders one JSON payload: reads it, says what is wrong with it, or shows its view and changes that in place. */
export abstract class PayloadRenderer<Payload> extends ReactWidget implements IRenderMime.IRenderer {
  protected readonly trans: TranslationBundle;
  protected readonly object: LiveObject;
  private shown: { payload: Payload } | { problem: string } | undefined;

  /** @param parse throws an error with a readable line. */
  constructor(
    private readonly mimeType: string,
    private readonly parse: (value: unknown) => Payload,
    { trans, session }: PayloadRendererOptions,
  ) {
    super();
    this.trans = trans;
    this.addClass('fer-output');
    this.object = new LiveObject(session);
    this.object.changed.connect(() => this.update());
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    try {
      this.object.follow(model.metadata);
      this.shown = { payload: this.parse(model.data[this.mimeType]) };
      this.follow(model, this.shown.payload);
    } catch (error) {
      this.shown = { problem: error instanceof Error ? error.message : String(error) };
    }
    this.update();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.object.dispose();
    super.dispose();
  }

  protected abstract view(payload: Payload): React.ReactElement;

  /** Called with each model whose payload could be read. */
  protected follow(_model: IRenderMime.IMimeModel, _payload: Payload): void {}

  protected override render(): React.ReactElement | null {
    if (this.shown === undefined) return null;
    if ('payload' in this.shown) return this.view(this.shown.payload);
    return (
      <p className="fer-problem" role="alert">
        {this.shown.problem}
      </p>
    );
  }
}
