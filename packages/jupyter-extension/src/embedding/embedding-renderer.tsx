import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { EMBEDDING_MIME, type EmbeddingPayload, parseEmbedding } from 'fer-core/views';
import React from 'react';
import { type ImageSource, imageSource } from '../pictures/image-source';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { SavedPicture } from '../rendering/saved-picture';
import { EmbeddingPlot } from './embedding-plot';
import { EmbeddingView } from './embedding-view';

/** Shows images as points in a notebook's output; the kernel serves the images that did not travel with them. */
export class EmbeddingRenderer extends PayloadRenderer<EmbeddingPayload> {
  private readonly plot: EmbeddingPlot;
  private readonly picture: SavedPicture;
  private source: ImageSource | undefined;

  constructor(options: PayloadRendererOptions) {
    super(EMBEDDING_MIME, parseEmbedding, options);
    this.plot = new EmbeddingPlot(options.trans);
    this.picture = new SavedPicture(() => this.plot.picture());
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.picture.dispose();
    this.plot.dispose();
    super.dispose();
  }

  protected override follow(model: IRenderMime.IMimeModel, { images }: EmbeddingPayload): void {
    this.source = imageSource(images, images.ids.length, this.object);
    this.picture.follow(model);
  }

  protected override view(payload: EmbeddingPayload): React.ReactElement {
    return <EmbeddingView payload={payload} source={this.source!} plot={this.plot} trans={this.trans} />;
  }
}
