import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { type FacePictures, parseFacePictures, parseSuperResolution, SUPER_RESOLUTION_MIME, type SuperResolutionPayload } from 'fer-core/views';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { SuperResolutionView } from './super-resolution-view';

/** Shows enlarged faces in a notebook's output; the kernel serves those that did not travel with it. */
export class SuperResolutionRenderer extends PayloadRenderer<SuperResolutionPayload> {
  private readonly kept = new Map<number, Promise<FacePictures>>();
  private pictures: (index: number) => Promise<FacePictures> = () => Promise.reject(new Error('nothing is shown'));

  constructor(options: PayloadRendererOptions) {
    super(SUPER_RESOLUTION_MIME, parseSuperResolution, options);
  }

  protected override follow(_: IRenderMime.IMimeModel, payload: SuperResolutionPayload): void {
    this.kept.clear();
    this.pictures = (index) => {
      const own = payload.faces[index]!.pictures;
      const asked = this.kept.get(index) ?? (own ? Promise.resolve(own) : this.object.call('face', { index }).then(parseFacePictures));
      this.kept.set(index, asked);
      asked.catch(() => this.kept.delete(index));
      return asked;
    };
  }

  protected override view(payload: SuperResolutionPayload): React.ReactElement {
    return <SuperResolutionView payload={payload} pictures={this.pictures} trans={this.trans} />;
  }
}
